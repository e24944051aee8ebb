"""Check a file: hand it in, see every issue, see what was said of each project."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from quyhoach.actions.check_projects import Loaded, load
from quyhoach.actions.judge_portfolio import ask_for_run, judge_run
from quyhoach.errors import BadInput
from quyhoach.store.rights import Verb, may
from quyhoach.store.runs import Run
from quyhoach.web.office import Office, office_page

__all__ = ["check", "checked"]

_SYSTEMS = (
    ("", "Theo khai báo trong tệp"),
    ("9215", "VN-2000, kinh tuyến 107°15′, múi 3°"),
    ("3405", "VN-2000, UTM 48N, múi 6°"),
    ("4326", "WGS 84 (độ)"),
)
_MOST_BYTES = 20_000_000


@office_page
def check(request: HttpRequest, office: Office) -> HttpResponse:
    """Take a file and judge what is in it, or say why not."""
    if not may(office.member, Verb.CHECK):
        raise Http404
    context: dict[str, Any] = {"systems": _SYSTEMS, "crs": "", "problem": ""}
    if request.method == "POST":
        context["crs"] = request.POST.get("crs", "")
        file = request.FILES.get("tep")
        if file is None:
            context["problem"] = "Chưa chọn tệp. Chọn một tệp rồi bấm “Kiểm tra”."
        elif (file.size or 0) > _MOST_BYTES:
            context["problem"] = "Tệp lớn hơn 20 MB. Chia thành nhiều tệp."
        else:
            try:
                run = _taken(request, office, file, context["crs"])
            except BadInput as trouble:
                cure = f" Cách sửa: {trouble.cure}." if trouble.cure else ""
                context["problem"] = f"{trouble.file}: {trouble.reason}.{cure}"
            else:
                return redirect("checked", office.package.name, run.pk)
    mine = Run.objects.filter(
        package=office.package, uploaded=True, by=request.user.get_username()
    )
    context["before"] = mine[:10]
    status = 422 if context["problem"] else 200
    return render(request, "check.html", context, status=status)


def _taken(
    request: HttpRequest, office: Office, file: UploadedFile[Any], crs: str
) -> Run:
    loaded = _loaded(office, file, int(crs) if crs.isdigit() else None)
    run = ask_for_run(
        office.package,
        on=office.on,
        now=office.now,
        by=request.user.get_username(),
        title=Path(file.name or "tệp").name[:300],
        uploaded=True,
    )
    return judge_run(run, now=timezone.now, load=lambda: loaded)


def _loaded(office: Office, file: UploadedFile[Any], crs: int | None) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(file.name or "tep").name)
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return load(office.package.folder, [path], crs=crs, on=office.on)


@office_page
def checked(request: HttpRequest, office: Office, run: int) -> HttpResponse:
    """Show what a checked file held: issues first, then verdicts."""
    mine = Run.objects.filter(
        package=office.package,
        uploaded=True,
        by=request.user.get_username(),
        pk=run,
    ).first()
    if mine is None:
        raise Http404
    issues = mine.rest.get("issues", [])
    order = {"error": 0, "warning": 1, "notice": 2}
    context = {
        "run": mine,
        "issues": sorted(issues, key=lambda i: order[i["severity"]]),
        "errors": sum(i["severity"] == "error" for i in issues),
        "said": mine.said.all(),
    }
    return render(request, "checked.html", context)
