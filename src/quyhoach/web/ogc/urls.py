"""Addresses below /ogc/."""

from __future__ import annotations

from django.urls import path

from quyhoach.web.ogc import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.landing, name="ogc_landing"),
    path("api", views.api, name="ogc_api"),
    path("conformance", views.conformance, name="ogc_conformance"),
    path("collections", views.every, name="ogc_collections"),
    path("collections/<str:key>", views.collection, name="ogc_collection"),
    path("collections/<str:key>/items", views.items, name="ogc_items"),
    path("collections/<str:key>/items/<str:row>", views.item, name="ogc_item"),
]
