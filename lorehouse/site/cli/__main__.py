"""`python -m lorehouse.site.cli`: the same as `lorehouse`, for processes started by the house."""

import sys

from lorehouse.site.cli import main

sys.exit(main())
