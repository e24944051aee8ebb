"""Read the plan of a package of the office, once as long as it stays the same."""

from __future__ import annotations

from functools import lru_cache

from quyhoach.intake.plans import read_plan
from quyhoach.plan import Plan
from quyhoach.store.facts import Package

__all__ = ["plan_of"]


def plan_of(package: Package) -> Plan:
    """Return the plan of a package.

    Parameters
    ----------
    package : Package
        Of the office.

    Returns
    -------
    Plan
        The same object as long as the package has the same digest.

    Raises
    ------
    BadPackage
        The package was changed on disk and has faults now.
    """
    return _read(package.folder, package.digest)


@lru_cache(maxsize=4)
def _read(folder: str, digest: str) -> Plan:
    del digest
    return read_plan(folder)
