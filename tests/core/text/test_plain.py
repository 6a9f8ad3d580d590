"""Messages as plain words: without marks, in lines of a width, and with nothing told that a spoiler hides."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.markup_tree import Mention, Stamp
from bot.core.text.showing.plain import Plain, wrapped


class Wording:
    """The words for what a message points at."""

    spoiler = "spoiler"

    def mention(self, mention: Mention) -> str:
        """Return a mention by its id."""
        return f"@{mention.id}"

    def stamp(self, stamp: Stamp) -> str:
        """Return the time of an instant."""
        return f"{stamp.at:%H:%M}"


MESSAGE = """**Why** `blue()`, <@7>?
> Because of the sky over the harbour
> at <t:1473894000:t> :sun: <:sun:3>
```py
blue = 1
  and = 2
```
- [one](https://a.example/1)
  1. ||two and something more||
- three"""


def test_a_message_of_everything_in_lines() -> None:
    assert list(Plain(Wording()).lines(MESSAGE, 24)) == [
        "Why blue(), @7?",
        "> Because of the sky",
        "> over the harbour",
        "> at 23:00 :sun: :sun:",
        "    blue = 1",
        "      and = 2",
        "- one",
        "  (https://a.example/1)",
        "  1. [spoiler: two and",
        "     something more]",
        "- three",
    ]
    assert list(Plain(Wording(), hides=True).lines("so: ||a secret||", 80)) == ["so: [spoiler]"]


def test_lines_break_between_words_and_a_long_link_stays_whole() -> None:
    link = f"https://a.example/{'x' * 30}"
    assert wrapped(f"{link} says so", 20) == [link, "says so"]
    assert wrapped(f"the  book says  so: {link}", 20) == ["the  book says  so:", link]
    assert wrapped("exactly twenty chars and more", 20) == ["exactly twenty chars", "and more"]
    assert wrapped("a well-known word", 9) == ["a", "well-known", "word"]
    assert wrapped("", 20) == wrapped(" " * 30, 20) == [""]


def test_a_title_and_an_excerpt_are_one_line() -> None:
    plain = Plain(Wording())
    assert plain.title("**What** is\n`blue`?") == "What is blue?"
    assert plain.excerpt("It was ||the butler, as") == "It was [spoiler]"
    assert len(plain.excerpt("blue " * 40)) <= 80


@given(st.text("ab -\t\u3000\xa0é🙂", max_size=40), st.integers(3, 25))
def test_a_line_is_broken_where_the_standard_library_breaks_it(line: str, width: int) -> None:
    expected = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    assert wrapped(line, width) == (expected or [""])
