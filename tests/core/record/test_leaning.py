import pytest

from bot.core.record.talk.leaning import (
    disagrees,
    is_cut_in,
    is_second_thought,
    leans_alone,
    leans_as_reply,
    stands_against,
)

ASKED = "Where does influence come from?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("And it costs nothing! A head teacher thanked people by name every Friday.", "en"),
        ("I disagree, politely. Consistency without a point of view is wallpaper.", "en"),
        ("I would go one further: a title often hides that there is no influence left.", "en"),
        ("In a shop with six people it matters every single day.", "en"),
        ("True of interviews as well: the questions that are never asked decide more.", "en"),
        ("A3 Not for me. Half of my orders come from strangers.", "en"),
        ("Sama kokemus: uskon helpommin sitä, joka kertoo, mitä ei tiedä.", "fi"),
        ("Kyllä, kunhan samalla kerrotaan, kuka auttoi.", "fi"),
        ("Samaa mieltä, ja potilaiden kertomukset kuuluvat potilaille.", "fi"),
        ("whatever", "sv"),
    ],
)
def test_a_reply_that_points_to_what_it_answers_leans_on_it(text: str, language: str) -> None:
    assert leans_as_reply(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Patience. You cannot hurry a reputation any more than a hedge.", "en"),
        ("Hiring, no contest. One line from somebody trusted beats a perfect application.", "en"),
        ("Harjoitella voi myöhemminkin vihkoon. Lukijan aika ei ole harjoituskenttäni.", "fi"),
        ("", "en"),
    ],
)
def test_a_reply_that_stands_by_itself_does_not(text: str, language: str) -> None:
    assert not leans_as_reply(text, language)


def test_a_view_can_be_set_against_others_without_a_reply() -> None:
    for text in (
        "I will defend numbers a little. A score treats strangers alike.",
        "A5: It is the other way round: whoever is trusted gets a score.",
        "Puolustan vähän itsekehua.",
        "Minusta asia on juuri päinvastoin.",
    ):
        assert stands_against(text), text
    for text in (
        "The defenders of the castle slept.",
        "My opposite number in sales.",
        "Cats eat birds, not the other way round.",
        "Numbers. " * 20 + "I defend them.",
    ):
        assert not stands_against(text), text


def test_what_is_no_reply_leans_only_by_words_that_mean_nothing_else() -> None:
    for text in ("Same here!", "I agree with Grace", "Exactly this.", "I'd add patience.", "Building on what was said"):
        assert leans_alone(text, "en", ASKED), text
    for text in (
        "I agree with whoever said that trust is slow",
        "I disagree that influence can be earned",
        "Building on trust takes years",
        "It made listening visible.",
        "Exactly two things: time and care",
    ):
        assert not leans_alone(text, "en", ASKED), text
    assert leans_alone("Samaa mieltä!", "fi", ASKED)
    assert not leans_alone("Samaa mieltä siitä, että työ puhuu", "fi", ASKED)
    assert not leans_alone("I disagree.", "en", "Titles matter. Do you agree or disagree?")
    assert not leans_alone("Instämmer", "sv", ASKED)


def test_disagreement_is_in_so_many_words() -> None:
    for text in (
        "I disagree, politely. No.",
        "Not for me.",
        "I respectfully disagree",
        "True, but slow.",
        "Not so sure.",
    ):
        assert disagrees(text, "en"), text
    for text in ("I can't disagree", "No doubt about it", "I couldn't agree more", "But who pays?", "No wonder"):
        assert not disagrees(text, "en"), text
    assert disagrees("Olen eri mieltä. Ilman määrää ei opi.", "fi")
    assert disagrees("Yrittäjänä näen tämän toisin.", "fi")
    assert not disagrees("En voi olla eri mieltä", "fi")
    assert not disagrees("I disagree", "sv")


def test_a_second_thought_leans_on_the_first() -> None:
    assert is_second_thought("A1 Slept on it and take half of mine back: data needs a person.", "en")
    assert is_second_thought("V4 Nukuin yön yli: kuunteleminen on myös muuttamista.", "fi")
    assert not is_second_thought("Take your time and give credit back", "en")
    assert not is_second_thought("I was wrong", "sv")


def test_what_opens_as_if_something_stood_before() -> None:
    assert is_cut_in("They also credit colleagues.", "en")
    assert is_cut_in("… and stay quiet", "en")
    assert not is_cut_in("Theydon Bois listens.", "en")
    assert not is_cut_in("och sedan", "sv")
