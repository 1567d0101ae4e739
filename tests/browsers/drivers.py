"""Firefox ESR and WebKitGTK behind the same few gestures, in a page as narrow as they allow.

Firefox is driven by its own Marionette, for Debian has no geckodriver, and its page is narrowed inside its window to
that of a phone. WebKitGTK is driven by WebKitWebDriver, on a screen that nobody sees: its bar of tools keeps a window
from being narrower than some 450 pixels.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

CSS = "css selector"
WIDTH, HEIGHT = 360, 740
_NARROW = "gBrowser.selectedBrowser.style.maxWidth = `${arguments[0]}px`"
_PATIENCE = 15.0
_MINIBROWSER = "/usr/lib/*/webkit2gtk*/MiniBrowser"
_SCREEN = "1280x1024x24"


class Window:
    """A window of either browser."""

    def __init__(self, driver: Any, go: Callable[[str], None], run: Callable[[str], Any]):
        self._driver, self.go, self.run = driver, go, run

    def click(self, selector: str, text: str = "") -> None:
        """The first shown element that says `text`, once it is there, as a finger would."""
        self._eventually(lambda: self._shown(selector, text), f"{selector} « {text} »").click()

    def type(self, selector: str, value: str) -> None:
        field = self._eventually(lambda: self._shown(selector, ""), selector)
        field.clear()
        field.send_keys(value)

    def back(self) -> None:
        """The browser's Back, and the time it takes to show what it kept, or asks for."""
        self.run("setTimeout(() => history.back(), 0)")
        sleep(2)

    def wait_for(self, text: str) -> None:
        self._eventually(lambda: text in self.text(), f"« {text} »")

    def text(self) -> str:
        return str(self.run("return document.body.innerText")).replace("\xa0", " ")

    def path(self) -> str:
        return str(self.run("return location.pathname"))

    def _shown(self, selector: str, text: str) -> Any:
        for element in self._driver.find_elements(CSS, selector):
            if element.is_displayed() and text in element.text.replace("\xa0", " "):
                return element
        return None

    def _eventually(self, look: Callable[[], Any], what: str) -> Any:
        end = monotonic() + _PATIENCE
        while monotonic() < end:
            try:
                found = look()
            except Exception:  # the page is being replaced, each driver says so with an error of its own
                found = None
            if found:
                return found
            sleep(0.1)
        raise AssertionError(f"{what} is not on {self.path()}:\n{self.text()[:2000]}")


def missing(browser: str) -> list[str]:
    """The Debian packages that this machine lacks to open `browser`."""
    needed = {
        "firefox": {"firefox-esr": shutil.which("firefox-esr")},
        "webkit": {
            "webkit2gtk-driver": shutil.which("WebKitWebDriver") and glob(_MINIBROWSER),
            "xvfb": shutil.which("Xvfb"),
        },
    }
    return [package for package, found in needed[browser].items() if not found]


@contextmanager
def firefox() -> Iterator[Window]:
    from marionette_driver.marionette import Marionette

    with TemporaryDirectory() as folder:
        driver = Marionette(
            bin=shutil.which("firefox-esr"),
            headless=True,
            gecko_log=str(Path(folder) / "log"),
            prefs={"intl.accept_languages": "fr-FR"},
        )
        try:
            driver.start_session()
            _resize(driver.set_window_rect, driver.execute_script)
            with driver.using_context("chrome"):
                driver.execute_script(_NARROW, script_args=[WIDTH])
            yield Window(driver, driver.navigate, driver.execute_script)
        finally:
            driver.delete_session()
            driver.cleanup()


@contextmanager
def webkit() -> Iterator[Window]:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = glob(_MINIBROWSER)[-1]
    options.add_argument("--automation")
    with _screen() as display:
        # A screen without a graphics card.
        alone = {"DISPLAY": display, "WEBKIT_DISABLE_DMABUF_RENDERER": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, **alone, "LANG": "fr_FR.UTF-8"})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            _resize(driver.set_window_rect, driver.execute_script)
            yield Window(driver, driver.get, driver.execute_script)
        finally:
            driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """The name of a screen in memory; Xvfb chooses a number that is free and says which."""
    reading, writing = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(writing)
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        xvfb.terminate()
        xvfb.wait()


def _resize(set_rect: Callable[..., Any], run: Callable[[str], Any]) -> None:
    """Until the page, without the window's edges, is WIDTH × HEIGHT."""
    width, height = WIDTH, HEIGHT
    for _ in range(3):
        set_rect(x=0, y=0, width=width, height=height)
        sleep(0.3)
        inner = run("return [innerWidth, innerHeight]")
        width, height = width + WIDTH - inner[0], height + HEIGHT - inner[1]


OPENERS = {"firefox": firefox, "webkit": webkit}
