"""The ASGI application of a web process: it answers what is light or live by itself and hands
everything else to Django's WSGI handler, in a small fixed pool of threads.
"""
