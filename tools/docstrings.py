"""Check the numpydoc docstrings of every public function and class.

`numpydoc lint` reads files and cannot see what a dataclass takes; here the imported
objects are checked. Methods need a first line (ruff sees to that), not every section.

    docstrings.py        prints MODULE.NAME: CODE what is wrong; exit 1 for any
"""

import importlib
import inspect
import os
import pkgutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from numpydoc.validate import validate

import quyhoach

SETTINGS = Path(__file__).parents[1] / "pyproject.toml"


def modules() -> Iterator[str]:
    """Yield the name of every module of the package but the one that runs it."""
    for module in pkgutil.walk_packages(quyhoach.__path__, "quyhoach."):
        if not module.name.endswith("__main__"):
            yield module.name


# each takes a request and answers it, or a value and writes it: one line says it all
FACES = ("quyhoach.web.pages", "quyhoach.web.ogc.views", "quyhoach.web.templatetags")


def takes_arguments(thing: object) -> bool:
    """Tell whether a thing says itself what it takes; heirs and forms do not."""
    if inspect.isclass(thing):
        own = {"__init__", "__new__"} & set(vars(thing))
        said = issubclass(thing, Enum) or getattr(thing, "_is_protocol", False)
        return bool(own) and not said
    return inspect.isfunction(thing)


def public(module: str) -> Iterator[str]:
    """Yield the full names of the public functions and classes that a module makes."""
    if module.startswith(FACES):
        return
    for name, thing in vars(importlib.import_module(module)).items():
        made_here = getattr(thing, "__module__", None) == module
        if made_here and not name.startswith("_") and takes_arguments(thing):
            yield f"{module}.{name}"


def faults(name: str, checks: set[str]) -> list[str]:
    """Return what numpydoc finds wrong with one docstring, of what we ask for."""
    found = validate(name)["errors"]
    return [f"{name}: {code} {words}" for code, words in found if code in checks]


def main() -> int:
    """Check them all; return 1 when one is not as it should be."""
    # the rooms that know Django are imported like all others, in a home of their own
    os.environ["QUYHOACH_HOME"] = tempfile.mkdtemp()
    importlib.import_module("quyhoach.store.ready").ready()
    settings = tomllib.loads(SETTINGS.read_text("utf-8"))
    checks = set(settings["tool"]["numpydoc_validation"]["checks"])
    names = [name for module in modules() for name in public(module)]
    found = [fault for name in names for fault in faults(name, checks)]
    for fault in found:
        print(fault, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
