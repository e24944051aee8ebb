"""Every command: help, forms, and what a process of its own does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quyhoach.cli.main import COMMANDS, group
from quyhoach.conformity import REASONS, RULES

NAMES = [
    *COMMANDS,
    "plan show",
    "plan validate",
    "plan import-units",
    "units find",
    "journal check-slip",
]
GROUPS = ("plan", "units", "journal")
# they answer in a browser
SERVICES = ("serve", "init")
LATE = ("--on", "2026-11-23")


def test_help_lists_every_command():
    done = CliRunner().invoke(group, ["--help"])
    assert done.exit_code == 0
    for name in COMMANDS:
        assert f"  {name} " in done.output


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_in_both_languages_of_options(name):
    done = CliRunner().invoke(group, [*name.split(), "--help"])
    assert done.exit_code == 0, done.output
    assert "Usage" in done.output
    if name not in (*GROUPS, *SERVICES):
        assert "--lang" in done.output
        assert "--out" in done.output


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n not in ("demo", *GROUPS, *SERVICES)]
)
def test_every_command_has_json(name):
    assert "json" in CliRunner().invoke(group, [*name.split(), "--help"]).output


def test_no_command_shows_the_help_and_is_bad_input(call):
    done = call()
    assert done.code in (0, 2)
    assert "check" in done.out + done.err


def test_version(call):
    from quyhoach import __version__

    assert __version__ in call("--version").out


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_rules_lists_all_and_one(call, plan):
    every = json.loads(call("rules", "--plan", plan, "--format", "json").out)
    assert [rule["id"] for rule in every["rules"]] == list(RULES)
    codes = [r["code"] for rule in every["rules"] for r in rule["reasons"]]
    assert sorted(codes) == sorted(REASONS)
    assert all(rule["citations"] for rule in every["rules"])
    one = json.loads(call("rules", "QH-X03", "--plan", plan, "--format", "json").out)
    assert one["rules"] == [r for r in every["rules"] if r["id"] == "QH-X03"]
    table = call("rules", "QH-X03", "--plan", plan).out
    assert "QH-X03.same_line" in table
    assert "QH-C01" not in table


def test_plan_show_says_what_is_missing(call):
    made = json.loads(call("plan", "show", "langson", "--format", "json").out)
    assert made["plan"]["id"] == "langson"
    assert made["missing"]
    assert made["holds"]["zones_with_shape"] == 0
    table = call("plan", "show", "langson").out
    assert made["plan"]["title"] in table
    english = call("plan", "show", "langson", "--lang", "en").out
    assert made["plan"]["title_en"] in english


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_the_bundled_packages_are_sound(call, plan):
    done = call("plan", "validate", plan, "--format", "json")
    made = json.loads(done.out)
    assert done.code == 0
    assert [i for i in made["issues"] if i["severity"] == "error"] == []


def test_validate_of_a_broken_package_ends_with_one_and_names_it(
    call, tmp_path, world_on_disk
):
    package = world_on_disk.write(tmp_path / "world")
    path = package / "zones.csv"
    path.write_text(path.read_text("utf-8").replace("exact", "good", 1), "utf-8")
    done = call("plan", "validate", package, "--format", "json")
    (issue,) = json.loads(done.out)["issues"]
    assert done.code == 1
    assert (issue["file"], issue["row"], issue["column"]) == (
        "world/zones.csv",
        2,
        "geometry",
    )
    table = call("plan", "validate", package)
    assert table.code == 1
    assert "zones.csv" in table.out


# --- in a process of its own ---


def python(code, **more):
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            **more,
        },
    )


LOADED = """
import sys
sys.argv = ["quyhoach", *{words!r}]
from quyhoach.cli.main import main
try:
    main()
except SystemExit:
    pass
print(sorted(m for m in {names!r} if m in sys.modules), file=sys.stderr)
"""
HEAVY = ["numpy", "shapely", "pyproj", "yaml", "rapidfuzz", "python_calamine"]


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["nothing"]], ids=str)
def test_help_loads_nothing_heavy(words):
    done = python(LOADED.format(words=words, names=HEAVY))
    assert done.stderr.strip().split("\n")[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_loads_nothing_heavy(name):
    done = python(LOADED.format(words=[name, "--help"], names=HEAVY))
    assert done.stderr.strip().split("\n")[-1] == "[]"


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_check_never_loads_what_is_not_in_the_house(form):
    words = ["check", *LATE, "--format", form]
    names = ["numba", "scipy", "pandas", "geopandas", "matplotlib", "django"]
    done = python(LOADED.format(words=words, names=names))
    assert done.stderr.strip().split("\n")[-1] == "[]"
    assert done.stdout


def test_a_process_ends_as_the_call_does(spawn):
    done = spawn("check", "--plan", "luyen_tap", *LATE, "--format", "json")
    assert done.returncode == 1
    assert done.stderr == ""
    assert json.loads(done.stdout)["on"] == "2026-11-23"
    assert spawn("check", "--plan", "nowhere").returncode == 2
    assert spawn("rules", "QH-C01").returncode == 0


def test_the_language_of_the_machine_changes_no_byte(spawn):
    words = ("check", *LATE, "--format", "csv")
    plain = spawn(*words, text=False).stdout
    for more in (
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242"},
    ):
        assert spawn(*words, text=False, **more).stdout == plain, more
    assert len(plain) > 10_000
    assert "Đồng Đăng".encode() in plain


def test_messages_survive_a_machine_without_utf8(spawn):
    done = spawn(
        "check",
        "--plan",
        "không-có",
        text=False,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_reader_who_leaves_is_no_error(spawn):
    run = f"{sys.executable} -m quyhoach check --plan luyen_tap --on 2026-11-23"
    for form in ("json", "csv", "table"):
        done = spawn(
            command=[
                "bash",
                "-c",
                f"set -o pipefail; {run} --format {form} | head -1",
            ]
        )
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr
        assert "BrokenPipe" not in done.stderr
        assert done.stdout.count("\n") <= 1
        assert done.returncode in (0, 1)


def test_a_full_disk_is_said_and_not_passed_over(spawn):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this machine")
    run = f"{sys.executable} -m quyhoach check --on 2026-11-23"
    done = spawn(command=["bash", "-c", f"{run} > /dev/full"])
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_our_own_error_where_no_log_can_be_written_is_still_one_line(spawn, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be", "utf-8")
    code = (
        "import sys; sys.argv=['quyhoach','rules'];"
        "import quyhoach.actions.show_rules as s; s.catalogue = lambda *a: 1/0;"
        "from quyhoach.cli.main import main; main()"
    )
    done = spawn(command=[sys.executable, "-c", code])
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
