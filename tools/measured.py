"""Write one measured figure file: docs/measured/NAME.json.

README and manual quote figures only from these files. A file says which command made
the figures, at which commit, with which seed, on what kind of machine.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path

HOUSE = Path(__file__).parents[1]
MEASURED = HOUSE / "docs" / "measured"

Figure = float | int | str | bool


def machine() -> dict[str, Figure]:
    """Describe the machine by what matters for a figure, and by nothing else."""
    return {
        "cores": os.cpu_count() or 0,
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def commit() -> str:
    """Return the short commit, marked `+` when the files differ from it."""
    git = ["git", "-C", str(HOUSE)]
    asked = (["rev-parse", "--short=12", "HEAD"], ["status", "--porcelain", "-uno"])
    said = [
        subprocess.run([*git, *words], check=False, capture_output=True, text=True)
        for words in asked
    ]
    return said[0].stdout.strip() + ("+" if said[1].stdout.strip() else "")


def write(
    name: str,
    figures: Mapping[str, object],
    *,
    command: str,
    seed: int | None = None,
) -> Path:
    """Write the figures of one proof and return the file.

    Parameters
    ----------
    name : str
        Stem of the file: lower case, words joined by hyphens.
    figures : Mapping[str, object]
        Names with their unit (`seconds`, `megabytes`) to what was measured.
    command : str
        The command that measures them again.
    seed : int or None
        The seed of what was generated; None where nothing was.

    Returns
    -------
    Path
        The written file.
    """
    about = {"command": command, "commit": commit(), "seed": seed, "machine": machine()}
    MEASURED.mkdir(parents=True, exist_ok=True)
    path = MEASURED / f"{name}.json"
    text = json.dumps({**about, "figures": figures}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", "utf-8")
    return path
