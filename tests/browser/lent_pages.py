"""Pages that one test after the other uses: Chromium opens one in half a second, and empties one in a hundredth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: What would stay on the page for the next test, and cannot be taken off again.
_STAYING = ("on", "once", "route", "add_init_script", "expose_function", "expose_binding")


class LentPage:
    """One page of a browser, opened with `options` when first asked for; nobody finds what others have left on it.

    What a test hangs on a page stays there, so a lent one refuses it: such a test asks for a page of its own.
    """

    def __init__(self, browser: Any, **options: Any) -> None:
        self._browser = browser
        self._options = options
        self._page: Any = None

    @contextmanager
    def lend(self, *, width: int, height: int, colours: str = "light") -> Iterator[Any]:
        """Yield the page, empty, as wide and high as this many CSS pixels, in `light` or `dark` colours."""
        if self._page is None:
            self._page = self._browser.new_context(**self._options).new_page()
            for name in _STAYING:
                setattr(self._page, name, _refuse)
        page, self._page = self._page, None
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=colours)
        yield page
        _empty(page)
        self._page = page  # not after a failure: whoever comes next gets another one


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("this page is lent on to other tests; ask for `new_phone`")


def _empty(page: Any) -> None:
    """Leave nothing: no page, nothing stored by the site that was shown, nothing kept of what its server answered."""
    origin = page.evaluate("location.origin")
    session = page.context.new_cdp_session(page)
    if origin.startswith("http"):
        page.evaluate("sessionStorage.clear()")
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.send("Network.clearBrowserCache")
    session.detach()
    page.context.clear_cookies()
    page.goto("about:blank")
