"""A real browser on the map pages, opened from disk."""

import runpy

import pytest

from quyhoach.reports.map_page import map_page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium):
    """Return the browser; skip where playwright is not installed."""
    reason = "playwright is not installed"
    library = pytest.importorskip("playwright.sync_api", reason=reason)
    with library.sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def files(house, tmp_path_factory):
    """Return the file of each small plan's page."""
    small = runpy.run_path(str(house / "tests" / "pages" / "small_plan.py"))
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name in ("drawn", "sketched"):
        plan, portfolio, answers = small[name]()
        found[name] = folder / f"{name}.html"
        text = map_page(plan=plan, portfolio=portfolio, answers=answers)
        found[name].write_text(text, "utf-8")
    return found


@pytest.fixture
def visit(browser, files):
    """Return a function that opens a page; at the end nothing was asked or wrong."""
    opened, faults = [], []

    def go(name, *, width=1366, height=768, dark=False, hash_=""):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            offline=True,
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: note(asked.url))
        page.goto(files[name].as_uri() + hash_)
        page.wait_for_selector("#signs .m")
        return page

    def note(url):
        if not url.startswith(("file:", "data:")):
            faults.append(url)

    yield go
    for context in opened:
        context.close()
    assert faults == []
