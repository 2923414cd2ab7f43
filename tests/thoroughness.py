"""How much the property tests draw: the same few every time, or anew and many (`HYPOTHESIS_PROFILE=gruendlich`).

A run that draws anew is red by chance.  It belongs into the night (`ratgeber test --gruendlich`), and what it finds
becomes an `@example`, which every run tries.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

DEFAULT, THOROUGH = "ratgeber", "gruendlich"
#: What a property test draws that says nothing itself.
USUAL = 50
#: How many times as much the thorough profile draws, unless HYPOTHESIS_FACTOR says otherwise.
FACTOR = 20


def load_profile() -> None:
    """Register both profiles and load the one HYPOTHESIS_PROFILE names; called before any test file is imported."""
    # Documents take long to draw, and a machine may be busy with something else; neither says anything about the code.
    settings.register_profile(
        DEFAULT,
        derandomize=True,
        max_examples=USUAL,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    factor = int(os.environ.get("HYPOTHESIS_FACTOR", str(FACTOR)))
    settings.register_profile(
        THOROUGH,
        settings.get_profile(DEFAULT),
        derandomize=False,
        max_examples=USUAL * factor,
        print_blob=True,
    )
    chosen = os.environ.get("HYPOTHESIS_PROFILE", DEFAULT)
    settings.load_profile(chosen)
    if chosen == DEFAULT:
        _draw_nothing_from_loaded_modules()


def is_thorough() -> bool:
    return not settings.default.derandomize


def is_repeatable(test: object) -> bool:
    """Say whether a test draws the same in every run, or is meant not to; true for what draws nothing."""
    chosen = getattr(test, "_hypothesis_internal_use_settings", None)
    return is_thorough() or chosen is None or chosen.derandomize


def examples(number: int, *, by_night: int | None = None, **more: Any) -> settings:
    """Return the settings of a test that draws `number` examples, or where the run is thorough many times as many.

    `by_night` is what the thorough run multiplies, if not `number`: whoever draws less by day takes nothing from it.
    Everything else comes from the profile; whoever writes `settings(...)` out is refused (see `conftest.py`).
    """
    if is_thorough():
        number = max(1, (by_night or number) * settings.default.max_examples // USUAL)
    return settings(max_examples=number, **more)


def _draw_nothing_from_loaded_modules() -> None:
    """Keep Hypothesis from trying constants of our modules: which are loaded depends on the tests that ran before.

    `derandomize` fixes the seed only.  With these constants a test drew other examples alone than in the whole suite,
    and others again with another number of workers.  There is no setting for it.
    """
    assert callable(providers._get_local_constants), "Hypothesis has moved it; without it draws depend on the order"
    nothing = providers.Constants()
    providers._get_local_constants = lambda: nothing
