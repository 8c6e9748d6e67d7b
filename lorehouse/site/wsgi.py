"""Django's WSGI handler, run by the shell in `lorehouse.site.asgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorehouse.site.settings")
application = get_wsgi_application()
