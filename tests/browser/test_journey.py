"""Journeys through the page in a real browser."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.app.served import REFUSAL
from tests.browser.visit import LONG, SOON, visit

pytestmark = [pytest.mark.browser, pytest.mark.network]

ROOT = Path(__file__).parent
CONTRAST = (ROOT / "contrast.js").read_text(encoding="utf-8")
HOSTILE = """# Refund bot outage <script>document.title = "ran"</script>
2026-03-04 14:02 UTC alerts <img src=http://203.0.113.7/beacon.png onerror="document.title=1">
2026-03-04 14:05 UTC ![x](http://203.0.113.7/md.png) [y](javascript:document.title=1)
2026-03-04 14:20 UTC rolled back, 300 customers got {{document.title}} $$x$$ ${document.title=1}
</div></article><form action="http://203.0.113.7/"><button>Draft</button></form>
"""


def text_of(page: Page, selector: str) -> str:
    """Return what a reader sees of the first element that the selector names."""
    return page.locator(selector).first.inner_text()


def test_from_a_sample_to_a_cited_draft_and_its_files(browser: Browser, address: str) -> None:
    at = visit(browser, address)
    page = at.page
    assert "What leaves this machine: nothing." in page.inner_text("body")
    at.load_sample()
    started = time.monotonic()
    page.click("#app-draft")
    page.wait_for_selector(".app-draft .pm h1", timeout=SOON)
    seconds = time.monotonic() - started
    assert seconds < 4

    chip = page.locator(".app-draft a.pm-cite").first
    assert not chip.locator(".pm-source").is_visible()
    chip.hover()
    source = chip.locator(".pm-source")
    source.wait_for(state="visible")
    assert re.search(r"line \d+", source.inner_text())

    found = {}
    for link in page.locator("a.app-download").all():
        with page.expect_download() as download:
            link.click()
        found[link.inner_text()] = Path(download.value.path()).read_text(encoding="utf-8")
    title = text_of(page, ".app-draft .pm h1")
    assert set(found) == {"Markdown", "JSON", "HTML"}
    assert found["Markdown"].startswith("# ")
    assert json.loads(found["JSON"])["title"] == title
    assert found["HTML"].startswith("<!doctype html>")
    assert at.outside() == []
    assert at.wrong == []


@pytest.mark.parametrize("text", [HOSTILE, "hostile: a drafter that lets everything through"])
def test_markup_in_the_notes_neither_runs_nor_loads(
    browser: Browser, address: str, text: str
) -> None:
    at = visit(browser, address)
    title = at.page.title()
    at.draft(text)
    at.page.wait_for_selector(".app-draft .pm")
    at.page.wait_for_timeout(300)
    assert at.page.title() == title
    assert at.page.locator(".app-draft :is(script, img, form, iframe, button, input)").count() == 0
    assert at.page.locator(".app-draft a:not([href^='#'])[href]").count() == 0
    assert at.outside() == []
    assert at.wrong == []


def test_stages_are_shown_while_the_draft_is_made(browser: Browser, address: str) -> None:
    page = visit(browser, address).page
    page.fill("#app-notes textarea", "slow: please")
    page.click("#app-draft")
    page.wait_for_selector(".app-progress p:has-text('Reading the notes')")
    assert page.locator("#app-draft").is_disabled()
    page.wait_for_selector(".app-progress p:has-text('Ordering')")
    assert text_of(page, ".app-progress li") == "Reading the notes"
    page.wait_for_selector(".app-finished", timeout=LONG)
    page.wait_for_selector("#app-draft:enabled")


def test_a_refusal_says_what_to_do_and_the_text_stays(browser: Browser, address: str) -> None:
    at = visit(browser, address)
    at.draft("refuse: 600 MB", outcome=".app-refusal")
    said = text_of(at.page, ".app-refusal")
    assert all(line in said for line in REFUSAL.splitlines())
    assert at.page.input_value("#app-notes textarea") == "refuse: 600 MB"


def test_a_fault_shows_neither_traceback_nor_inner_words(browser: Browser, address: str) -> None:
    at = visit(browser, address)
    at.draft("fault: now", outcome=".app-refusal")
    body = at.page.inner_text("body")
    assert "fault in this program" in body
    assert "/private/place" not in body
    assert "Traceback" not in body


def test_pressing_draft_with_nothing_handed_in_says_so(browser: Browser, address: str) -> None:
    at = visit(browser, address)
    at.draft("", outcome=".app-refusal")
    assert "nothing to draft from yet" in text_of(at.page, ".app-refusal")


def test_another_browser_cannot_fetch_a_download(browser: Browser, address: str) -> None:
    mine, yours = visit(browser, address), visit(browser, address)
    mine.draft("echo: mine")
    link = mine.page.locator("a.app-download").first.get_attribute("href")
    assert mine.page.request.get(address + str(link)).status == 200
    assert yours.page.request.get(address + str(link)).status == 404
    assert yours.page.locator(".app-draft").count() == 0


def test_dropped_files_cannot_be_fetched_and_go_with_their_page(
    browser: Browser, address: str
) -> None:
    at = visit(browser, address)
    files = [
        FilePayload(name=name, mimeType="text/plain", buffer=name.encode())
        for name in ("one.log", "two.md")
    ]
    at.page.set_input_files("#app-files input[type=file]", files)
    at.page.wait_for_selector("#app-files .filename >> nth=1")
    at.draft("echo: count")
    assert text_of(at.page, ".app-draft") == "2 files"
    kept = []
    for link in at.page.locator("#app-files .download-link").all():
        url = str(link.get_attribute("href"))
        assert at.page.request.get(url).status == 404
        kept.append(Path(unquote(url.partition("file=")[2])))
    assert all(path.is_file() for path in kept)
    at.page.context.close()
    until = time.monotonic() + 20
    while any(path.exists() for path in kept):
        assert time.monotonic() < until, "uploads outlived their page"
        time.sleep(0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: Browser, address: str, scheme: str) -> None:
    at = visit(browser, address, scheme=scheme)
    assert at.page.evaluate(CONTRAST) == []
    at.draft("refuse: this", outcome=".app-refusal")
    assert at.page.evaluate(CONTRAST) == []
    at.load_sample()
    at.page.click("#app-draft")
    at.page.wait_for_selector(".app-draft .pm h1")
    at.page.wait_for_selector("#app-draft:enabled")
    at.page.wait_for_timeout(400)
    assert at.page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("ordinal", [0, 1, 2])
def test_the_page_fits_a_phone(browser: Browser, address: str, ordinal: int) -> None:
    at = visit(browser, address, width=390)
    at.load_sample(ordinal)
    at.page.click("#app-draft")
    at.page.wait_for_selector(".app-draft .pm h1")
    assert at.page.evaluate("document.documentElement.scrollWidth") <= 390
