"""Addresses of the pages."""

from __future__ import annotations

from django.urls import include, path

from quyhoach.web import health
from quyhoach.web.pages import account, check, judging, overview, projects

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", overview.home, name="home"),
    path("health", health.health, name="health"),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
    path("ogc/", include("quyhoach.web.ogc.urls")),
    path("toi/", account.account, name="account"),
    path("<slug:package>/", overview.overview, name="overview"),
    path("<slug:package>/kiem-tra/", check.check, name="check"),
    path("<slug:package>/kiem-tra/<int:run>/", check.checked, name="checked"),
    path("<slug:package>/xet/", judging.judge, name="judge"),
    path("<slug:package>/xet/<int:run>/", judging.progress, name="progress"),
    path("<slug:package>/xet/<int:run>/dung/", judging.stop, name="stop"),
    path("<slug:package>/du-an/", projects.projects, name="projects"),
    path("<slug:package>/du-an/<str:key>/", projects.project, name="project"),
]
