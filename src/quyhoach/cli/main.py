"""Face of the command line: commands are imported when called."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from quyhoach import __version__
from quyhoach.errors import QuyhoachError
from quyhoach.store.home import home

__all__ = ["COMMANDS", "Lazy", "group", "main"]

COMMANDS = {
    "demo": ("demo", "Xét cả hai gói mẫu, ghi demo/ (judge both cases)."),
    "check": ("check", "Dự án có hợp quy hoạch không (is it in line with the plan)."),
    "paper": ("paper", "Giấy tờ theo mẫu: báo cáo, công văn (official papers)."),
    "journal": ("journal", "Nhật ký, phiếu kết luận còn nguyên không (unchanged?)."),
    "intake": ("intake", "Xem sẽ đọc được gì từ tệp (what would be read)."),
    "export": ("export", "Xuất danh mục dự án (hand the list on)."),
    "meet": ("meet", "Hình nào gặp hình nào (how shapes meet)."),
    "rules": ("rules", "Danh mục điều kiện xét (the catalogue of rules)."),
    "plan": ("plan", "Gói quy hoạch: xem, kiểm tra, nhập ranh giới (a package)."),
    "serve": ("serve", "Mở văn phòng trong trình duyệt (the office in the browser)."),
    "init": ("serve", "Lập hoặc cập nhật văn phòng (set the office up)."),
    "units": ("units", "Tra đơn vị hành chính hai thời kỳ (units of both eras)."),
}


class Lazy(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now; ``None`` where there is none."""
        if cmd_name not in COMMANDS:
            return None
        name, _ = COMMANDS[cmd_name]
        found: click.Command = getattr(
            importlib.import_module(f"quyhoach.cli.{name}"), cmd_name
        )
        return found

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands without importing any."""
        rows = [(name, words) for name, (_, words) in COMMANDS.items()]
        with formatter.section("Lệnh (commands)"):
            formatter.write_dl(rows)


@click.command(cls=Lazy, name="quyhoach", context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="quyhoach")
def group() -> None:
    """Xét dự án theo quy hoạch tỉnh, kèm câu căn cứ. Judge projects by the plan."""


def main() -> None:
    """Run the command line; end with 0, 1, 2 or 3 and never with a traceback."""
    try:
        sys.exit(group(standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as refusal:
        refusal.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except QuyhoachError as refusal:
        click.echo(f"Lỗi (error): {refusal}", err=True)
        sys.exit(refusal.exit_code)
    except Exception:  # noqa: BLE001 - the last door: our own fault, said in one line
        click.echo(
            f"Lỗi của phần mềm (our own error): ghi tại {_log(traceback.format_exc())}",
            err=True,
        )
        sys.exit(3)


def _log(text: str) -> Path:
    for place in (home(), Path(tempfile.gettempdir())):
        try:
            place.mkdir(parents=True, exist_ok=True)
            path = place / "quyhoach-errors.log"
            with path.open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError:
            continue
        return path
    return Path(os.devnull)
