"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.browser import Browser

# No time limit, as a busy machine is no failure. The same examples each time, so that `make test` says of a change and not
# of luck whether it passes; `pytest --hypothesis-profile explore` looks further.
settings.register_profile("docparse", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("docparse")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all pages that tests look at."""
    from tests.browser import chromium

    with chromium(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Callable[[bytes], Browser]:
    """Shows a page in the browser."""

    def show(page: bytes) -> Browser:
        file = tmp_path / "page.html"
        file.write_bytes(page)
        browser.open(file)
        return browser

    return show
