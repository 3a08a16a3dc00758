"""The address book: every part of the house keeps its own addresses and declares them."""

from django.urls import include, path

from upaya.core.registry import registry

urlpatterns = [
    path(prefix, include(module)) for part in registry().parts for prefix, module in part.urls
]

handler400 = "upaya.core.faults.bad_request"
handler403 = "upaya.core.faults.forbidden"
handler404 = "upaya.core.faults.not_found"
handler500 = "upaya.core.faults.server_error"
