"""The door for a server of the web."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quyhoach.web.settings")
application = get_wsgi_application()
