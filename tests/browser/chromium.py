"""Finds a Chromium or Chrome for the browser tests, installs one where it may, and fails with advice where it cannot.

``python -m tests.browser.chromium`` is called by ``make test`` before pytest, so that a missing browser is never a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "No Chromium or Chrome was found, and installing one failed. Install one of them (Debian/Ubuntu: "
    "sudo apt install chromium; otherwise: python -m playwright install --with-deps chromium), "
    "or set NETRAL_CHROMIUM to its path."
)
LAUNCH_ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str | None:
    named = os.environ.get("NETRAL_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in (*MAC, _playwrights_own()) if path and Path(path).exists()), None)


def get_chromium() -> str:
    """The path of a browser, installed if need be; exits with advice otherwise."""
    for attempt in (lambda: None, _install_with_apt, _install_with_playwright):
        attempt()
        found = find_chromium()
        if found:
            return found
    sys.exit(ADVICE)


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Exception:  # Playwright's driver itself may not run here; the other ways are still open
        return None


def _install_with_apt() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=environment, check=False)


def _install_with_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    print(f"browser: {get_chromium()}")
