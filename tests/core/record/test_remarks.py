import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.record.talk.remarks import is_fragment, is_question, is_talk, language_of, other_language

FRAGMENTS = {
    "en": """Wait|One more thing|Actually two|Or three|Hm|No|Yes|Or not|It depends|Does it?|I think so|Maybe|So there
        |That was it|Hmmmm|lol|Noooo|Good question|Good point!|Never mind|hang on...|let me think|ok so|A3 hi|❤️
        |<:x:123>|same here|exactly this|well said|what she said|<@12> ok|and another thing|I don't know|""",
    "fi": """Odottakaa|Vielä yksi asia|Tai kaksi|Tai kolme|Hm|Ei|Kyllä|Tai ehkä|Riippuu|Riippuuko?|Luulen niin|Kenties
        |Niin se on|Siinä se oli|Samaa mieltä|Hyvä kysymys!|en tiedä|Joo|no niin|V2 joo""",
}
TALK = {
    "en": """Evening, everybody!|Good evening from a very wet Leeds.|Thank you all, I have a page full of notes.
        |Hi all. Joining from a train, so I may drop out in the tunnels.|Audio ok here. Try reloading?|Thanks!|Hi Grace!
        |Hello! First time here. Do we answer in here, or does every question get its own place?|Thank you Grace!
        |Each question opens its own thread, Imani. Writing A1 in front works in here, too.|Sorry I'm late|brb|Bye all!
        |Is it only me, or did the sound of the clip in the reading not work?|See you next week|Great chat everyone!
        |Good night, and do write to that colleague you have been meaning to thank.|Which question are we on?
        |The floor is yours, Mr. Deltell.|We will now move on to the honourable member. The floor is yours, Grace.
        |Over to you, Jonas!|Let's go back to question 2|Two minutes left, everybody|Please keep it short
        |The floor is open|Last answers to this one, please|Now we'll turn to Amara Osei
        |thanks for hosting this, see you next week|I have to go, see you all next week|Happy to be here
        |the link doesn't work for me|Can you hear me?|wrong thread, sorry|Kiitos kaikille, oli hyvä ilta""",
    "fi": """Kiitos, tästä sain rohkeutta julkaista ensimmäisen oman kirjoitukseni!|Kiitos. Verkko kesti.|Moi kaikki!
        |Hyvää yötä kaikille, ja kiittäkää huomenna jotakuta nimeltä.|Täällä näkyy, se taitaa olla parakki.
        |Näkyykö teillä kuvat vai onko vika parakin verkossa?|Hyvää iltaa Oulusta|linkki ei aukea|Iltaa!
        |Puheenvuoro on sinun, Aino.|Sana on vapaa!|Ole hyvä, Mikko|Vielä viisi minuuttia aikaa
        |Viimeiset vastaukset tähän|Pitäkää vastaukset lyhyinä, kiitos
        |Anteeksi, myöhästyin|Nyt pitää lähteä|Kiitos kaikille!|väärä ketju, anteeksi|Linkki ei toimi täällä""",
}
ANSWERS = {
    "en": """Trust.|Listening|Money talks|42|Seven|Thank-you notes that mention something specific.|Good questions.
        |Thanks to my mentor I learned to listen.|Thank people by name|Hello is the most powerful word in a shop.
        |Good morning messages are spam|Good night shifts teach you who matters.|Patience.|Being there.|The sun|Asia
        |Hi all! For me influence is trust that has been tested over years.|Say thank you|Greetings cost nothing
        |Thank you for asking, I would say trust comes first.|Sound advice does not work without trust.|the sky
        |The link between trust and time is broken in most firms|Moving on when nobody listens|Evening classes
        |Leaders have to leave early so that others can speak|Take care of the people who take care of you
        |Does it matter? Less than we like to think.|Reach is not influence|Waiting for others to speak first
        |The floor is open space where everybody meets|The floor is slippery.|Let's move to a small town
        |We go to London together|We should go to the next level
        |Two minutes of silence left a mark|Keep it short and people will listen|We turn to people whom we trust
        |Last words matter most
        |See you as others see you|Morning routines.|Next question your own motives|Cheers from the crowd mean little
        |I have to run my own shop before I tell others how|Video works better than text for beginners""",
    "fi": """Luottamus|Aika ja kärsivällisyys|Terve organisaatio kuuntelee.|Kiitos on halpa tapa näyttää arvostusta
        |Kiitos muille on ainoa itsekehu, joka ei ärsytä ketään.|Hei, kuuntelu on tärkeintä|Palataan perusasioihin
        |Kuuluuko osaamisesta kertominen työhön? Minusta kyllä, koska muuten kukaan ei tiedä.|Hiljaisuus|Raha|Kolme
        |Sana on vapaa, jos uskaltaa sanoa sen ensimmäisenä ääneen|Viisi minuuttia riittää|Ole hyvä kuuntelija
        |Hyvää iltaa toivottaa se, joka kuuntelee|Rehellisyys maan perii|Näkyykö työ? Silloin se riittää.
        |Linkki ei riitä, pitää kertoa miksi|Toimiiko hierarkia?|Ääni ei kuulu kenellekään yksin|taivas""",
}


def each(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, text.strip()) for language, group in texts.items() for text in group.split("|")]


@pytest.mark.parametrize(("language", "text"), each(FRAGMENTS))
def test_a_fragment_is_talk(language: str, text: str) -> None:
    assert is_fragment(text, language)
    assert is_talk(text, language)


@pytest.mark.parametrize(("language", "text"), each(TALK))
def test_greetings_thanks_and_house_keeping_are_talk(language: str, text: str) -> None:
    assert is_talk(text, language)


@pytest.mark.parametrize(("language", "text"), each(ANSWERS))
def test_what_only_looks_like_it_is_an_answer(language: str, text: str) -> None:
    assert not is_fragment(text, language)
    assert not is_talk(text, language)


def test_in_a_language_that_we_do_not_know_only_nothing_is_a_fragment() -> None:
    assert is_fragment("🎉", "sv")
    assert not is_fragment("vänta", "sv")
    assert not is_talk("tack allihopa", "sv")


def test_small_words_without_end_say_something() -> None:
    assert not is_fragment("no " * 13, "en")
    assert is_talk("Thank you all. " * 40, "en")
    assert not is_talk("Thank you all. " * 41, "en")
    assert not is_talk("Thank you all, " + "and so on and on " * 6, "en")


def test_the_language_of_a_text_shows_in_its_small_words() -> None:
    assert language_of("Minusta se on niin, että luottamus ratkaisee", "en") == "fi"
    assert language_of("It is what people remember about you", "fi") == "en"
    assert language_of("Luottamus", "en") == "en"
    assert language_of("Trust", "fi") == "fi"
    assert language_of("vad tycker ni", "sv") == "sv"
    assert other_language("Minusta se on niin, että luottamus ratkaisee", "en") == "fi"
    assert other_language("It is what people remember about you", "en") is None
    assert other_language("Trust, ja se on kaikki", "en") == "fi"
    assert other_language("Only what people say of it: että", "en") is None, "one word makes no language"


def test_a_question_only_asks() -> None:
    assert is_question("A4 And for those of us who ask: how do you turn someone down?")
    assert is_question("Why? How so?!")
    assert is_question("What do you mean by that? …")
    assert not is_question("Does it matter? Less than we like to think.")
    assert not is_question("🎉")


@given(st.text(), st.sampled_from(["en", "fi", "sv"]))
def test_no_text_is_too_odd(text: str, language: str) -> None:
    assert is_talk(text, language) or not is_fragment(text, language) or len(text) > 600
    language_of(text, language)
    is_question(text)
