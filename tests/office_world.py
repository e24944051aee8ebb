"""An office in a test: both plans, and people of every role in every kind of body."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from quyhoach.actions.set_up_office import install_plan
from quyhoach.store.people import Body, Member

ROLES = ("reader", "officer", "approver", "administrator")
# commune 2025:06613 holds the ground of LS-P006; 2025:05977 does not
BODIES = {
    "province": "2024:P-lang-son",
    "department": "LS-A-SCT",
    "commune": "2025:06613",
    "elsewhere": "2025:05977",
}
PASSWORD = "mot mat khau dai"  # noqa: S105 - of a test


def install():
    """Take both cases in, as a new office does."""
    for name in ("langson", "luyen_tap"):
        install_plan(name, now=timezone.now(), actor="máy")


def person(name, body, role, **more):
    """Return a member; with ``password=PASSWORD`` one who can log in by himself."""
    user = get_user_model().objects.create_user(
        name, password=more.pop("password", None)
    )
    where = Body.objects.get(code=BODIES[body])
    return Member.objects.create(user=user, body=where, role=role, **more)
