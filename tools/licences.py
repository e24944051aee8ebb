"""Refuse a run requirement whose licence would bind what is built on it.

Reads the metadata of the packages that requirements/run.txt installs. GPL and AGPL are
refused; LGPL is allowed for libraries inside a wheel (GEOS in shapely), which
THIRD_PARTY.md names. A package that states no licence is refused too.

    licences.py        prints one line a package, exit 1 when one is refused
"""

import re
import sys
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

RUN = Path(__file__).parents[1] / "requirements" / "run.txt"
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)
UNKNOWN = ""


@dataclass(frozen=True)
class Package:
    """One installed package and what its metadata says of its licence."""

    name: str
    version: str
    licence: str

    @property
    def refused(self) -> bool:
        """Tell whether this package may not be in the run environment."""
        return self.licence == UNKNOWN or bool(COPYLEFT.search(self.licence))


def locked(requirements: Path) -> list[str]:
    """Return the names that a hashed requirements file installs, each once."""
    found = re.findall(r"^([\w.-]+)==", requirements.read_text("utf-8"), re.MULTILINE)
    return sorted(set(found))


def stated_licence(about: Message) -> str:
    """Return the licence: the expression, else the classifier, else the first line."""
    if expression := about.get("License-Expression"):
        return expression
    classifiers = about.get_all("Classifier") or []
    named = [line for line in classifiers if line.startswith("License :: ")]
    if named:
        return " AND ".join(line.rsplit(" :: ", 1)[1] for line in named)
    return (about.get("License") or UNKNOWN).strip().split("\n")[0]


def installed(requirements: Path) -> list[Package]:
    """Return the locked packages that this environment holds, in order of name."""
    packages = []
    for name in locked(requirements):
        about = cast("Message", metadata.metadata(name))
        packages.append(Package(name, about["Version"], stated_licence(about)))
    return packages


def main() -> int:
    """Print every licence; return 1 when one is refused."""
    packages = installed(RUN)
    for package in packages:
        mark = "REFUSED" if package.refused else "ok"
        line = f"{package.name:<16} {package.version:<16}"
        print(f"{mark:<8} {line} {package.licence or 'no licence stated'}")
    return int(any(package.refused for package in packages))


if __name__ == "__main__":
    sys.exit(main())
