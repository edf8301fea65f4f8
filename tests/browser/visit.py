"""A visit to the page: what it asked for, what went wrong, and the steps that journeys share."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from assistant.app.samples import samples

SOON = 4_000
LONG = 20_000


@dataclass(slots=True)
class Visit:
    """One browser profile on the page, with every address that it asked for."""

    page: Page
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def draft(self, text: str, *, outcome: str = ".app-finished", within: int = LONG) -> None:
        """Paste the text, press Draft, and wait for the outcome."""
        self.page.fill("#app-notes textarea", text)
        self.page.click("#app-draft")
        self.page.wait_for_selector(outcome, timeout=within)

    def load_sample(self, ordinal: int = 0) -> None:
        """Load a sample and wait until the boxes that it has inputs for are filled."""
        self.page.click(f".app-samples button >> nth={ordinal}")
        self.page.wait_for_selector(".app-loaded")
        if len(samples()[ordinal].load()[1]):
            self.page.wait_for_selector("#app-files .filename")

    def outside(self) -> list[str]:
        """Return every address asked for that is not on this machine."""
        parts = [(url, urlsplit(url)) for url in self.asked]
        return [
            url
            for url, split in parts
            if split.scheme not in {"data", "blob"} and split.hostname != "127.0.0.1"
        ]


def visit(browser: Browser, address: str, *, width: int = 1280, scheme: str = "light") -> Visit:
    """Return a visit by a browser that has never been there."""
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    made = Visit(page)
    page.on("request", lambda request: made.asked.append(request.url))
    page.on("websocket", lambda socket: made.asked.append(socket.url))
    page.on("pageerror", lambda error: made.wrong.append(str(error)))
    page.on(
        "console",
        lambda said: made.wrong.append(said.text) if said.type == "error" else None,
    )
    page.goto(address)
    page.wait_for_selector("#app-draft")
    return made
