import re
from gettext import NullTranslations

import pytest

from bot.adapters.catalogues import words
from bot.core.base.errors import ConfigError
from bot.core.moderation.settings import LIGHT, PRESETS, STANDARD, STRICT, Action, Rule, parse
from bot.core.moderation.settings_words import describe


def test_without_a_word_the_settings_are_light() -> None:
    assert parse({}) == LIGHT
    assert {LIGHT.action_of(rule) for rule in Rule} <= {Action.LEAVE_OUT, Action.FLAG}
    assert LIGHT.escalation.up_to is Action.FLAG


def test_the_presets_are_each_firmer_than_the_one_before() -> None:
    for gentle, firm in ((LIGHT, STANDARD), (STANDARD, STRICT)):
        assert all(gentle.action_of(rule) <= firm.action_of(rule) for rule in Rule)
        assert gentle.escalation.up_to < firm.escalation.up_to


def test_a_configuration_names_a_preset_and_what_differs() -> None:
    settings = parse(
        {
            "preset": "standard",
            "flood": {"per_minute": 4, "action": "notice"},
            "link_dump": "leave out",
            "mentions": False,
            "blocklist": {"action": "hold", "words": ["scam", "huijaus*"], "domains": ["bad.example"]},
            "escalation": {"every": 1, "up_to": "hold"},
            "burst": {"people": 4},
        }
    )
    assert settings.flood.per_minute == 4
    assert settings.flood.per_question == STANDARD.flood.per_question
    assert settings.flood.action is Action.NOTICE
    assert settings.link_dump.action is Action.LEAVE_OUT
    assert settings.mentions.action is Action.OFF
    assert settings.blocklist.words == ("scam", "huijaus*")
    assert settings.blocklist.action is settings.escalation.up_to is Action.HOLD
    assert settings.burst.people == 4
    assert settings.self_promotion == STANDARD.self_promotion


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("light", "moderation: this takes settings by name."),
        ({"preset": "harsh"}, "moderation.preset: there is no preset “harsh”; choose light, standard or strict."),
        ({"preset": 3}, "moderation.preset: there is no preset “3”; choose light, standard or strict."),
        ({"flod": {}}, "moderation.flod: there is no such setting; these are known here: blocklist, unsafe_links, "),
        (
            {"flood": {"pace": 3}},
            "moderation.flood.pace: there is no such setting; these are known here: action, per_minute, ",
        ),
        ({"flood": 3}, "moderation.flood: this takes settings by name."),
        ({"burst": "off"}, "moderation.burst: this takes settings by name."),
        (
            {"flood": "time out"},
            "moderation.flood.action: “time out” is not an action; choose off, leave out, flag, notice, ",
        ),
        ({"canned": "hold"}, "moderation.canned.action: “hold” is not an action; choose off, leave out."),
        (
            {"escalation": {"up_to": "off"}},
            "moderation.escalation.up_to: “off” is not an action; choose leave out, flag, ",
        ),
        ({"flood": {"per_minute": 0}}, "moderation.flood.per_minute: “0” is not a whole number from 1 to 1000."),
        ({"flood": {"per_minute": True}}, "moderation.flood.per_minute: “True” is not a whole number from 1 to 1000."),
        ({"flood": {"per_minute": "5"}}, "moderation.flood.per_minute: “5” is not a whole number from 1 to 1000."),
        ({"blocklist": {"words": "scam"}}, "moderation.blocklist.words: this takes a list of words."),
        ({"blocklist": {"domains": [1]}}, "moderation.blocklist.domains: this takes a list of words."),
    ],
)
def test_what_cannot_be_used_is_named_in_a_sentence(given: object, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(given)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("name", PRESETS)
def test_settings_are_shown_in_words(name: str) -> None:
    lines = describe(PRESETS[name], NullTranslations())
    assert len(lines) == len(Rule) + 3
    assert "Hosts and the links of the reading list are exempt." in lines


def test_the_words_have_the_numbers_and_the_action() -> None:
    settings = parse({"preset": "standard", "mentions": "off", "blocklist": {"words": ["scam"]}})
    lines = "\n".join(describe(settings, NullTranslations()))
    assert "**Pace** — more than 8 messages a minute, or more than 25 to one question → shown to the hosts" in lines
    assert "**Pings** — off\n" in lines
    assert "list (1) → the member is told privately" in lines
    assert (
        "After every 2 flagged messages one step firmer, up to: the member is told privately. "
        "Everyone starts fresh next session." in lines
    )


def test_a_single_one_is_spoken_of_as_one() -> None:
    given = {
        "self_promotion": {"same_site": 1},
        "copy_paste": {"times": 1, "people": 1},
        "mentions": {"people": 1, "in_ten_minutes": 1},
        "link_dump": {"links": 1, "words": 1},
        "flood": {"per_minute": 1, "per_question": 1},
        "burst": {"people": 1, "newcomers": 1},
        "escalation": {"every": 1},
    }
    lines = "\n".join(describe(parse(given), words("en")))
    assert re.findall(r"\b1 \w+s\b", lines) == []
    assert "After every flagged message" in lines
    assert "more than 1 link, links without a word of one's own, or links with words" in lines
    finnish = "\n".join(describe(parse(given), words("fi")))
    assert re.findall(r"\b1 (?:viestiä|linkkiä|omaa|henkilöä|mainintaa|uutta|henkilöltä|viestissä)", finnish) == []
    assert "useammassa kuin yhdessä viestissä" in finnish


@pytest.mark.parametrize(
    ("language", "wrong"), [("en", r"\b1 (\w+ )?(messages|people|pings|links|words)"), ("fi", r"\balle 1 ")]
)
def test_one_is_spoken_of_in_the_singular(language: str, wrong: str) -> None:
    ones = {"flood": {"per_minute": 1, "per_question": 1}, "link_dump": {"links": 1, "words": 1}}
    settings = parse({"preset": "standard", "escalation": {"every": 1, "up_to": "hold"}, **ones})
    assert [line for line in describe(settings, words(language)) if re.search(wrong, line)] == []
