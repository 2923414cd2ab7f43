"""A click that may lead to another page, and that page read only once it stands."""

from __future__ import annotations

from typing import Any

from patience import until

#: Has the page note whether it is left by a link or a form; what a script of its own takes over does not leave it.
_WATCHED = """() => {
  window.isLeft = false
  addEventListener('click', event => {
    const link = event.target.closest?.('a[href]')
    if (!link || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    window.isLeft ||= link.href.split('#')[0] !== location.href.split('#')[0]
  })
  addEventListener('submit', event => {
    const { method, target } = event.target
    window.isLeft ||= !event.defaultPrevented && !target && method !== 'dialog'
  })
}"""
#: The next page knows nothing of it.
_STANDS = "() => !window.isLeft"


def first_held(page: Any, held: list[Any]) -> Any:
    """Return the first request a route has held back, as soon as there is one."""
    return until(lambda: page.evaluate("true") and held)[0]  # what is held is told while the page is asked


def follow(target: Any) -> None:
    """Click on a locator; where that leads to another page, return when it has loaded.  Not for what is downloaded."""
    page = target.page
    target.wait_for()
    page.evaluate(_WATCHED)
    target.click()
    page.wait_for_function(_STANDS)
    page.wait_for_load_state()
