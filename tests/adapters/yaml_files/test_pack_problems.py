"""What authors are told about a pack that cannot be played: where, and in which words."""

import pytest

from bot.adapters.yaml_files.packs.loader import check_pack_text
from bot.adapters.yaml_files.syntax.event_reader import MAX_EVENTS, Walk

QUESTIONS = "questions:\n  - ask: Why?\n"
TITLE = "title: A talk\n"


def told(text: str | bytes) -> list[str]:
    """Return the problems as "line:column sentence", and make sure that there is a pack only without any."""
    pack, problems = check_pack_text("talk.yaml", text)
    assert (pack is None) == bool(problems)
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in problems]


def only(text: str | bytes) -> str:
    """Return the one problem."""
    problems = told(text)
    assert len(problems) == 1, problems
    return problems[0]


MISREAD = {
    "a switch": ("title: no\n", "1:8", 'quotes: "no"'),
    "another switch": ("title: On\n", "1:8", "“true”"),
    "true": ("title: true\n", "1:8", 'quotes: "true"'),
    "an octal number": ("title: 012\n", "1:8", 'number 10. If it is text or a time, put it in quotes: "012"'),
    "a time": ("title: 19:30\n", "1:8", "number 1170"),
    "a date": ("title: 2011-09-14\n", "1:8", 'quotes: "2011-09-14"'),
    "an impossible date": ("title: 2011-19-94\n", "1:8", 'quotes: "2011-19-94"'),
    "a number": ("title: 2011\n", "1:8", 'quotes: "2011"'),
    "a fraction": ("title: 3.14\n", "1:8", 'quotes: "3.14"'),
    "a number with underscores": ("title: 1_000\n", "1:8", "number 1000"),
    "a lost hashtag": ("title: x\nhashtag: #TChat\n", "2:10", "is lost"),
    "a lost end": ("title: Why #TChat matters\n", "1:12", "put all of it in quotes"),
    "a lost number": ("title: We are # 1 here\n", "1:15", "two spaces before the “#”"),
    "a lost line": ("title: x\nintro: We talk\n  #TChat again\n", "3:3", "is lost"),
    "a swallowed list": ("title: x\nintro: We talk about\n  - jobs\n", "3:3", "part of the text above"),
    "an anchor": ("title: &Me and you\n", "1:8", "“&”"),
    "a reference": ("title: *Me\n", "1:8", "“*”"),
    "a tag": ("title: !Me and you\n", "1:8", "“!”"),
    "a Python object": ("title: !!python/object:os.system x\n", "1:8", "“!”"),
    "a key twice": ("title: x\nby: A\nby: B\n", "3:1", "“by” is here for the second time; the first is on line 2"),
    "nothing": ("title: x\nby:\n", "2:1", "Nothing is written after “by:”"),
    "null": ("title: ~\n", "1:1", "Nothing is written after “title:”"),
    "an entry of nothing": ("title: x\nhosts:\n  -\n", "3:4", "Nothing is written after “-”"),
    "braces as a key": ("title: {[x]: y}\n", "1:9", "A key must be a plain word"),
}


@pytest.mark.parametrize(("text", "place", "words"), MISREAD.values(), ids=MISREAD)
def test_what_yaml_accepts_silently_is_told(text: str, place: str, words: str) -> None:
    problem = only(text + QUESTIONS)
    assert problem.startswith(f"{place} ")
    assert words in problem


HIDDEN = {
    "a no-break space after a key": ("title:\u00a0x\n", "1:7", "There is a special space (U+00A0)"),
    "one before the colon": ("title\u00a0: x\n", "1:6", "U+00A0"),
    "a zero-width space before a key": ("title: x\n\u200bby: Ann\n", "2:1", "There is an invisible character (U+200B)"),
    "one within a key": ("title: x\nhash\u200btag: y\n", "2:5", "U+200B"),
    "no-break spaces as indentation": ("title: x\nhosts:\n\u00a0\u00a0- name: Ann\n", "3:1", "ordinary one"),
    "one after a bullet": ("title: x\nhosts:\n  -\u00a0name: Ann\n", "3:4", "U+00A0"),
    "one in braces": ("title: x\nhosts: [{name: Ann,\u00a0role: co-host}]\n", "2:20", "U+00A0"),
    "one in quotes": ('title: x\n"by\u200b": Ann\n', "2:4", "U+200B"),
    "one in a choice": ("title: x\nlanguage: en\u200b\n", "2:13", "U+200B"),
    "one in a duration": ("title: x\ntiming: {opening: 5\u200bm}\n", "2:20", "U+200B"),
    "one in a time": ('title: x\nschedule: {start: "2026-09-16\u00a019:00", zone: UTC}\n', "2:30", "U+00A0"),
    "one in a link": ("title: x\nby: y\nhashtag: T\u200bChat\n", "3:11", "U+200B"),
}


@pytest.mark.parametrize(("text", "place", "words"), HIDDEN.values(), ids=HIDDEN)
def test_a_sign_that_nobody_sees_is_named_with_its_place(text: str, place: str, words: str) -> None:
    problem = only(text + QUESTIONS)
    assert problem.startswith(f"{place} ")
    assert words in problem


def test_a_key_over_several_lines_may_have_them_anywhere() -> None:
    assert told("title: {'\nquestions:\n  - ask: {\u200b'")


def test_such_signs_are_right_within_a_text() -> None:
    assert told("title: 10\u00a0000 voices\nintro: |\n  \u00a0\u00a0Well\u200b\n" + QUESTIONS) == []


def test_a_page_indented_with_them_is_told_line_by_line() -> None:
    text = TITLE + "questions:\n" + "\u00a0\u00a0- ask: Why?\n" * 3
    assert [problem.split()[0] for problem in told(text)] == ["3:1", "4:1", "5:1"]


COMMAS = {
    "a name": ("hosts: [{name: Ann, organisation: Acme, Inc.}]", "2:35", '"Acme, Inc."'),
    "a name and more": ("hosts: [{organisation: Acme, Inc., name: Ann}]", "2:24", '"Acme, Inc."'),
    "several": ("hosts: [{name: Ann, organisation: One, Two, Three}]", "2:35", '"One, Two, Three"'),
    "a text by language": ("intro: {en: Hello, friends}", "2:13", '"Hello, friends"'),
    "a known word": ("hosts: [{name: Ann, organisation: Acme, name}]", "2:35", '"Acme, name"'),
}


@pytest.mark.parametrize(("text", "place", "words"), COMMAS.values(), ids=COMMAS)
def test_a_comma_between_braces_needs_quotes(text: str, place: str, words: str) -> None:
    assert only(f"{TITLE}{text}\n{QUESTIONS}") == (
        f"{place} Between braces, a text with a comma must be in quotes: {words}."
    )


def test_a_key_between_braces_may_still_lack_its_value() -> None:
    assert "Nothing is written after “organisation:”" in only(
        f"{TITLE}hosts: [{{name: Ann, organisation: }}]\n{QUESTIONS}"
    )


BROKEN = {
    "@": ("title: @me\n", "1:8", 'quotes: "@me"'),
    "`": ("title: `code` first\n", "1:8", "“`”"),
    "%": ("title: %me\n", "1:8", "“%”"),
    "stars": ("title: **Bold** move\n", "1:8", 'quotes: "**Bold** move"'),
    "star and more": ("title: *Really* new\n", "1:8", "“*”"),
    "| and text": ("title: |me\n", "1:8", "“|”"),
    "> and text": ("title: > me\n", "1:8", "“>”"),
    "? and text": ("title: ? me\n", "1:8", "“?”"),
    "- and text": ("title: - me\n", "1:8", "“-”"),
    ", and text": ("title: , me\n", "1:8", "“,”"),
    "[ left open": ("title: [Why\n", "1:8", "not closed"),
    "[ and more": ("title: [New] Why\n", "1:8", 'quotes: "[New] Why"'),
    "{ and more": ("title: {New} Why\n", "1:8", "“{”"),
    "a colon": ("title: Influence: what is it?\n", "1:17", 'quotes: "Influence: what is it?"'),
    "a colon and quotes": ('title: He said: "Don\'t"\n', "1:15", "quotes: 'He said: \"Don''t\"'"),
    "a colon at the end": ("title: What is it:\n", "1:18", "at its end"),
    "a colon in brackets": ("title: x\nhosts: [{name: Ann: me}]\n", "2:19", '"Ann: me"'),
    "@ in brackets": ("title: x\nhosts: [{name: @ann}]\n", "2:16", '"@ann"'),
    "# in brackets": ("title: x\nhosts: [{name: Ann #1}]\n", "2:20", "is lost"),
    "text after a quote": ('title: "Influence" again\n', "1:20", "after the closing quote"),
    "an apostrophe": ("title: 'it's new'\n", "1:12", "after the closing quote"),
    "an open quote": ('title: "Influence\n', "1:8", "never closed"),
    "an open quote, then another": ('title: "A\nby: "B"\n', "1:8", "never closed"),
    "a backslash": ('title: "C:\\data"\n', "1:11", "Write “\\\\”"),
    "no space after the colon": ("title:Influence\n", "1:1", "write “title: Influence”"),
    "no space after a later colon": ("title: x\nby:Ann\n", "2:1", "write “by: Ann”"),
    "no colon": ("title: x\nby Ann\n", "2:1", "“by Ann” is neither a key"),
    "no colon at first": ("title x\n", "1:1", "“title x” is neither a key"),
    "too far right": ("title: x\n  by: Ann\n", "2:3", "the text that begins on line 1"),
    "a second document": ("title: x\n---\n", "2:1", "A second document"),
}


@pytest.mark.parametrize(("text", "place", "words"), BROKEN.values(), ids=BROKEN)
def test_what_yaml_cannot_read_is_told_helpfully(text: str, place: str, words: str) -> None:
    problem = only(text + QUESTIONS)
    assert problem.startswith(f"{place} ")
    assert words in problem


INDENTED = {
    "a key too far left": ("title: x\nquestions:\n  - ask: a\n   lasts: 5m\n", "4:4", "wrong column"),
    "a tab": ("title: x\nquestions:\n\t- ask: a\n\t- ask: b\n", "3:1", "tab"),
    "a tab in the middle": ("title: x\nquestions:\n  - ask: a\n\t\tlasts: 5m\n", "4:1", "tab"),
    "further right at first": ("  title: x\nquestions:\n  - ask: a\n", "2:1", "wrong column"),
}


@pytest.mark.parametrize(("text", "place", "words"), INDENTED.values(), ids=INDENTED)
def test_wrong_columns_are_told(text: str, place: str, words: str) -> None:
    problem = told(text)[0]
    assert problem.startswith(f"{place} ")
    assert words in problem


WRONG = {
    "an unknown key": ("title: x\nhashtags: TChat\n", "2:1", "Did you mean “hashtag”?"),
    "a key unlike any": ("title: x\nfoo: y\n", "2:1", "These are: title, hashtag"),
    "a blank title": ("title: ' '\n", "1:8", "nothing visible"),
    "an invisible title": ('title: "\\u200b\\u2060\\u3164"\n', "1:8", "nothing visible"),
    "a control character": ('title: "a\\ab"\n', "1:8", "U+0007"),
    "a long title": (f"title: {'x' * 101}\n", "1:8", "“title” has 101 characters; at most 100 fit"),
    "a long translation": (f"title: {{en: x, fi: {'x' * 101}}}\n", "1:20", "101 characters"),
    "an unknown language": ("title: {en: x, sv: y}\n", "1:16", "These are: en, fi"),
    "no language": ("title: {}\n", "1:8", "at least one language"),
    "a list for a text": ("title: [a]\n", "1:8", "a list is written here"),
    "a text for a list": ("title: x\nhosts: Ann\n", "2:8", "must be a list"),
    "a text for keys": ("title: x\nhosts: [Ann]\n", "2:9", "Keys are expected here (name, handle"),
    "another language": ("title: x\nlanguage: sv\n", "2:11", "Choose one of: en, fi"),
    "nearly a choice": ("title: x\nanswers: thread\n", "2:10", "Did you mean “threads”?"),
    "no unit": ("title: x\ntiming: {opening: 5}\n", "2:19", "write 5m for minutes"),
    "no unit in quotes": ('title: x\ntiming: {opening: "5"}\n', "2:19", "write 5m for minutes"),
    "no duration": ("title: x\ntiming: {opening: 5 min}\n", "2:19", "“5 min” is not a duration"),
    "a question of no time": ("title: x\ntiming: {question: 0s}\n", "2:20", "longer than zero"),
    "a question of months": ("title: x\ntiming: {question: 99d}\n", "2:20", "30 days at most"),
    "a preview without a unit": ("title: x\ntiming: {preview: 2}\n", "2:19", "write 2m for minutes"),
    "a preview of months": ("title: x\ntiming: {preview: 99d}\n", "2:19", "30 days at most"),
    "quiet hours in words": ("title: x\ntiming: {quiet: at night}\n", "2:17", 'Write it like "22:00-08:00"'),
    "quiet hours of one time": ("title: x\ntiming: {quiet: '22:00'}\n", "2:17", 'Write it like "22:00-08:00"'),
    "quiet hours that are none": ("title: x\ntiming: {quiet: 22:00-25:00}\n", "2:17", "no such date or time: “25:00”"),
    "quiet hours without an end": ("title: x\ntiming: {quiet: 8:00-08:00}\n", "2:17", "begin and end at 08:00"),
    "two words as a hashtag": ("title: x\nhashtag: T Chat\n", "2:10", "one word"),
    "a long hashtag": (f"title: x\nhashtag: {'x' * 51}\n", "2:10", "one word"),
    "two words as a handle": ("title: x\nhosts: [{name: A, handle: a b}]\n", "2:27", "one word"),
    "a host without a name": ("title: x\nhosts: [{role: co-host}]\n", "2:9", "“name” is missing here"),
    "eleven hosts": ("title: x\nhosts: [" + "{name: A}," * 11 + "]\n", "2:109", "at most 10"),
    "a long introduction": (f"title: x\nintro: {'x' * 1501}\n", "2:8", "at most 1500"),
    "hosts beside a long introduction": (
        f"title: x\nintro: {'x' * 1400}\nhosts: [" + f"{{name: {'x' * 100}}}," * 3 + "]\n",
        "2:8",
        "Title, introduction and hosts together",
    ),
}


@pytest.mark.parametrize(("text", "place", "words"), WRONG.values(), ids=WRONG)
def test_values_that_cannot_be_used_are_told(text: str, place: str, words: str) -> None:
    problem = only(text + QUESTIONS)
    assert problem.startswith(f"{place} ")
    assert words in problem


LINKS = {
    "ftp://example.org/x": "begins with https://",
    "example.org": "begins with https://",
    "javascript:alert(1)": "begins with https://",
    "https://": "names no site",
    "https:///page": "names no site",
    "http://localhost/x": "names no site",
    "https://exa mple.org": "cannot hold spaces",
    "https://example.org/<x>": "cannot hold spaces",
    "https://example.org:port/": "names no site",
    "https://[::1": "names no site",
    "https://example.org/" + "x" * 500: "at most 512",
}


@pytest.mark.parametrize(("link", "words"), LINKS.items())
def test_links_that_no_browser_opens_are_told(link: str, words: str) -> None:
    problem = only(f'{TITLE}questions: [{{ask: Why?, readings: [{{url: "{link}"}}]}}]\n')
    assert problem.startswith("2:42 ")
    assert words in problem


AMONG_QUESTIONS = {
    "none": ("questions: []\n", "2:12", "at least one question"),
    "a text": ("questions: Why?\n", "2:12", "must be a list"),
    "a text as an entry": (
        "questions: [Why?]\n",
        "2:13",
        "Keys are expected here (ask, short, lasts, answers, readings)",
    ),
    "no text": ("questions: [{lasts: 5m}]\n", "2:13", "“ask” is missing here"),
    "twenty-six": ("questions:\n" + "  - ask: Why?\n" * 26, "28:5", "26 entries in “questions”; at most 25"),
    "a long one": (f"questions: [{{ask: {'x' * 1001}}}]\n", "2:19", "at most 1000"),
    "six readings": ("questions: [{ask: Why?, readings: [" + "{title: x}," * 6 + "]}]\n", "2:91", "at most 5"),
    "an empty reading": ("questions: [{ask: Why?, readings: [{author: Ann}]}]\n", "2:36", "a title or a link"),
    "too much for one message": (
        f"questions: [{{ask: {'x' * 900}, readings: [" + f"{{title: {'y' * 190}}}," * 5 + "]}]\n",
        "2:19",
        "1900 characters; at most 1700 fit into one message",
    ),
    "bare links that stand there twice": (
        f"questions: [{{ask: {'x' * 30}, readings: [" + f"{{url: 'https://example.org/{'y' * 430}'}}," * 2 + "]}]\n",
        "2:19",
        "1850 characters; at most 1700 fit into one message",
    ),
}


@pytest.mark.parametrize(("text", "place", "words"), AMONG_QUESTIONS.values(), ids=AMONG_QUESTIONS)
def test_questions_that_cannot_be_asked_are_told(text: str, place: str, words: str) -> None:
    problem = only(TITLE + text)
    assert problem.startswith(f"{place} ")
    assert words in problem


FILES: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "1:1", "nothing in this file"),
    "only comments": ("# later\n\n", "1:1", "nothing in this file"),
    "a list": ("- ask: Why?\n", "1:1", "a list is written"),
    "a text": ("Why?\n", "1:1", "a text is written"),
    "too large": ("#" * 300_000, "1:1", "256 KiB"),
    "not UTF-8": (b"title: x\nby: Bj\xf6rn\n", "2:7", "UTF-8"),
    "UTF-16": ("title: x".encode("utf-16"), "1:1", "UTF-16"),
    "a null character": ("title: a\0b\n" + QUESTIONS, "1:9", "U+0000"),
    "a line separator": ("title: a\u2028b\n" + QUESTIONS, "1:9", "U+2028"),
    "deep entries": ("- " * 100_000, "1:33", "nested too deeply"),
    "deep keys": ("{a: " * 50_000, "1:65", "nested too deeply"),
}


@pytest.mark.parametrize(("text", "place", "words"), FILES.values(), ids=FILES)
def test_files_that_are_no_pack_are_told(text: str | bytes, place: str, words: str) -> None:
    problem = only(text)
    assert problem.startswith(f"{place} ")
    assert words in problem


def test_lists_nested_deeper_than_the_parser_goes_are_told() -> None:
    """The parser gives up before its first event; where it does depends on its version, what is told does not."""
    problem = only("[" * 100_000)
    assert problem.startswith("1:")
    assert problem.endswith("Lists and keys are nested too deeply here.")


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert any("“*”" in problem for problem in told(TITLE + bomb + QUESTIONS))


def test_all_problems_are_told_at_once_from_top_to_bottom() -> None:
    problems = told(
        "tittle: no\n"
        "by: @ann\n"
        "intro: The talk: again\n"
        "language: sv\n"
        "schedule: {start: 19:30, end: soon, zone: America/New_Yrok}\n"
        "timing: {question: 8}\n"
        "questions:\n"
        "\t- ask: Why #TChat\n"
        "\t  lasts: 5\n"
        "\t  readings: [{url: 'ftp://example.org'}, {}]\n"
    )
    places = [tuple(map(int, problem.split()[0].split(":"))) for problem in problems]
    assert places == sorted(places)
    assert [line for line, _ in places] == [1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 8, 8, 9, 10, 10]


def steps(text: str) -> int:
    """Return how many pieces of a file are looked at."""
    walk = Walk(text.split("\n"))
    walk.run()
    return MAX_EVENTS - walk.left


def test_a_hostile_file_costs_no_more_steps_than_a_large_pack() -> None:
    assert steps("1:\n" * 87_000) < 500, "a hundred faults are enough"
    assert steps("- a\n" * 65_000) == MAX_EVENTS
    assert "far more entries than a pack" in only("- a\n" * 65_000)
    assert steps(QUESTIONS) < 20


def test_the_only_choice_is_named() -> None:
    assert only(TITLE + QUESTIONS + "    answers: x\n").endswith(
        "“x” is not possible for “answers”. Choose one of: reviewed."
    )
    assert "Did you mean “reviewed”?" in only(TITLE + QUESTIONS + "    answers: reviewd\n")
