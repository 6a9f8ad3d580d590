import pytest

from bot.core.record.talk.shared_links import shared_in


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Nothing here", []),
        ("https://a.example/x", [("https://a.example/x", "")]),
        (
            "I read a lot. The study that changed my mind: https://a.example/x?utm_source=feed&id=3#part Go on.",
            [("https://a.example/x?id=3#part", "The study that changed my mind: … Go on.")],
        ),
        (
            "First. [The year of the sky](https://a.example/x?fbclid=9) was measured in Turku. Last.",
            [("https://a.example/x", "The year of the sky was measured in Turku.")],
        ),
        ("See https://a.example/x", [("https://a.example/x", "")]),
        ("The whole story is here, https://a.example/x", [("https://a.example/x", "The whole story is here,")]),
        ("> https://other.example\nWhat I think of it all", []),
        ("||The murderer is https://a.example/x of course||", [("https://a.example/x", "")]),
        ("word " * 39 + "seven https://a.example/x", [("https://a.example/x", "word " * 39 + "seven")]),
        ("word " * 39 + "eleven https://a.example/x", [("https://a.example/x", "")]),
        ("word " * 60 + "https://a.example/x", [("https://a.example/x", "")]),
        (
            "> quoted\nThe first one is https://a.example/x I think\n> quoted\nand https://b.example is the second one",
            [
                ("https://a.example/x", "The first one is … I think"),
                ("https://b.example", "and … is the second one"),
            ],
        ),
    ],
)
def test_a_link_comes_without_what_tracks_and_with_the_sentence_beside(
    text: str, shared: list[tuple[str, str]]
) -> None:
    assert list(shared_in(text)) == shared
