"""A real browser on the map pages, opened from disk."""

import runpy
from functools import cache

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


def judged(case):
    """Return plan, portfolio and answers of a bundled case."""
    from quyhoach.actions.check_projects import answer, check, load

    loaded = load(case)
    days = check(loaded, loaded.plan.days)
    answers = [answer(loaded, day, every=True, asks=True) for day in days]
    return loaded.plan, loaded.portfolio, answers


@pytest.fixture(scope="session")
def page_file(house, tmp_path_factory):
    """Return a function: the file of a small plan's or a bundled case's page."""
    here = house / "tests" / "pages"
    small = runpy.run_path(str(here / "small_plan.py"))
    many = runpy.run_path(str(here / "many_plan.py"))
    made = small | {"many": many["many"]}
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def written(name):
        plan, portfolio, answers, *units = (
            made[name]() if name in made else judged(name)
        )
        text = map_page(
            plan=plan, portfolio=portfolio, answers=answers, units=(units or [None])[0]
        )
        path = folder / f"{name}.html"
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def visit(browser, page_file):
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
        page.goto(page_file(name).as_uri() + hash_)
        page.wait_for_selector("#signs .m")
        return page

    def note(url):
        if not url.startswith(("file:", "data:")):
            faults.append(url)

    yield go
    for context in opened:
        context.close()
    assert faults == []
