from __future__ import annotations

from second_opinion import lengths_hold


def test_a_stream_that_ends_in_a_line_end_of_its_own_is_right_and_one_of_another_length_is_not() -> None:
    assert lengths_hold(b"<</Length 3>>\nstream\nab\r\nendstream")
    assert not lengths_hold(b"<</Length 4>>\nstream\nab\r\nendstream")
    assert not lengths_hold(b"<</Length 2>>\nstream\nab\r\r\nendstream")
