"""A decision tree on a screen: steps below each other on a phone, answers side by side where there is room."""

from __future__ import annotations

from typing import Any

_PLACES = """() => [...document.querySelectorAll('.rg-gabel > li')].map(answer => {
  const place = answer.getBoundingClientRect()
  return [place.left, place.top]
})"""


def places(page: Any, address: str) -> list[list[float]]:
    page.goto(f"{address}/schulanfang/kaesten.html")
    found: list[list[float]] = page.evaluate(_PLACES)
    return found


def test_answers_that_end_in_advice_stand_side_by_side_on_a_desk_and_below_each_other_on_a_phone(
    desk: Any, phone: Any, address: str
) -> None:
    left, right = places(desk, address)
    assert left[0] < right[0]
    assert left[1] == right[1]
    first, second = places(phone, address)
    assert first[0] == second[0]
    assert first[1] < second[1]


def test_words_twice_as_large_still_have_half_a_small_phone_to_themselves(phone: Any, address: str) -> None:
    places(phone, address)
    phone.set_viewport_size({"width": 320, "height": 844})
    phone.evaluate("document.documentElement.style.setProperty('font-size', '225%', 'important')")
    place = phone.locator(".rg-gabel > li > p").last.bounding_box()
    assert place["width"] >= 160
    assert place["x"] + place["width"] <= 320
