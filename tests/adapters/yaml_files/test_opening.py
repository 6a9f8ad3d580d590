"""What in a file cannot be read, and which signs nobody sees."""

import re
import sys

from bot.adapters.yaml_files.syntax.opening import UNREADABLE, find_hidden, is_readable


def test_the_quick_look_at_a_text_refuses_exactly_what_the_pattern_names() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert {sign for sign in every if not is_readable(sign)} == set(re.findall(UNREADABLE, "".join(every)))


def test_a_hidden_sign_is_found_from_a_place_on() -> None:
    found = find_hidden("a\u00a0b\u200bc", 2)
    assert found is not None
    assert found.start() == 3
    assert find_hidden("title") is None
