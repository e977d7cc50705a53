"""A real server on a port of its own, and Debian's browser; both only where they are there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from registry.actions.open_register import Register
from registry.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"phone": (360, 740), "narrow": (320, 640), "desktop": (1280, 900)}


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server answers."""

    address: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError("The server ended before it answered.")
        try:
            with urlopen(f"{address}/healthz", timeout=1):  # noqa: S310  loopback
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("The server does not answer.")


@pytest.fixture(scope="session")
def site(settings: Settings, register: Register) -> Iterator[Site]:
    """The product's own server over the register of the tests."""
    assert register
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "REGISTRY_HOME": str(settings.home),
        "REGISTRY_DATABASE_URL": settings.database_url,
        "REGISTRY_TODAY": str(settings.today),
        "REGISTRY_SECRET_KEY": str(settings.secret_key),
        "REGISTRY_BASE_URL": address,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "registry", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(address, process)
        yield Site(address)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's chromium, without a screen."""
    if not CHROMIUM.is_file():
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: object, site: Site) -> Iterator[Callable[..., object]]:
    """Opens an address of the site in a window of a size."""
    contexts = []

    def opened(address: str, size: str = "phone") -> object:
        width, height = SIZES[size]
        context = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": height}, java_script_enabled=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.goto(f"{site.address}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
