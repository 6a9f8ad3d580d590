"""Messages that fill the screen, and those that only look a little like it."""

import pytest

from bot.core.moderation.settings import STANDARD, STRICT, Action, Rule
from tests.core.moderation.talk import ADA, BEN, CAI, DEE, EVA, Talk

SHOUTED = (
    "EVERYBODY SHOULD READ THE WHOLE THING AGAIN BEFORE THEY WRITE ANOTHER WORD IN HERE, "
    "AND I MEAN ALL OF YOU AND NOT ONLY THOSE WHO CAME LATE"
)
HUUTO = (
    "KAIKKIEN PITÄISI LUKEA KOKO JUTTU UUDESTAAN ENNEN KUIN KIRJOITTAVAT TÄNNE YHTÄÄN SANAA, "
    "JA TARKOITAN AIVAN KAIKKIA ENKÄ VAIN MYÖHÄSTYNEITÄ"
)

WALLS = (
    ("A" * 300, "The same characters over and over"),
    ("😂🔥💯" * 30, "The same characters over and over"),
    ("|" * 200 + " hi", "The same characters over and over"),
    ("💀💀💀💀💀💀💀💀💀💀💀💀 🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿🗿 " * 3, "The same characters over and over"),
    ("🇫🇮🇫🇮🇫🇮🇫🇮🇫🇮🇫🇮 🦆🦆🦆🦆🦆🦆🦆🦆🦆 " * 3, "The same characters over and over"),
    ("💀" * 30 + " 🤡🤡🤡🤡🤡🤡🤡🤡🤡🤡🤡🤡🤡🤡 lol 🤡🤡", "The same characters over and over"),
    ("ö" * 40 + " " + "Ä" * 30 + " hoi", "The same characters over and over"),
    ("BEANS RULE MODS DROOL " * 3, "The same characters over and over"),
    ("perse " * 12, "The same characters over and over"),
    ("💩" * 40, "The same characters over and over"),
    ("spam " * 60, "The same characters over and over"),
    (SHOUTED, "A long text in capitals"),
    (HUUTO, "A long text in capitals"),
    ("a" + "\n" * 30 + "b", "Many lines with hardly a word"),
    ("h̷̢͎͓e̶̡͕l̷͇̈́l̸̳͝o̴̟͐ ̴̙̇e̶̗̔v̸̖͝e̵̬̊r̷̹͝y̷̠͒o̴͙͠n̷̰̿e̴̘̓", "Letters with so many marks"),
    ("w h y   d o e s   n o b o d y   h e r e   e v e r   l i s t e n", "Words spelled out letter by letter"),
)
FINE = (
    "😂😂😂😂😂😂",
    "🇫🇮🇫🇮🇫🇮 🦆🦆🦆",
    "loooooooooooooooooooooove ittttttttttttttttt sooooooooo",
    "Noooooooooo, what did she say?",
    "I LOVE this question",
    "W O W and S L O W, that is my answer",
    "1. listen\n2. repeat\n3. ask\n4. answer\n5. thank\n6. write it down\n7. come back\n8. listen\n9. rest",
    "Asiantuntijaviestintästrategiatyöryhmäkokouspöytäkirja kuulostaa vitsiltä",
    "It is in the log:\n```\n" + "=" * 200 + "\n```\nand I do not know why",
    "Tie\u0302\u0301ng Vie\u0323\u0302t co\u0301 nhie\u0302\u0300u da\u0302\u0301u, va\u0300 no\u0301 kho\u0301",
    "buttonActive" * 30,
    "🎉" * 25,
    "That is what we agreed on last week, all of us, in the kitchen, with the door open: " + "-" * 55,
)


@pytest.mark.parametrize(("text", "reason"), WALLS, ids=[reason + text[:5] for text, reason in WALLS])
def test_a_wall_is_left_out_with_its_reason(text: str, reason: str) -> None:
    talk = Talk()
    verdict = talk.hears(text)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.WALLS, Action.LEAVE_OUT)
    assert reason in verdict.reason(talk.words)


@pytest.mark.parametrize("text", FINE, ids=[text[:20] for text in FINE])
def test_a_little_of_it_is_no_wall(text: str) -> None:
    verdict = Talk(STRICT).hears(text)
    assert verdict is None or verdict.rule is not Rule.WALLS


def test_what_many_here_do_is_a_habit_and_no_wall() -> None:
    talk = Talk(STANDARD)
    shouts = [
        SHOUTED,
        HUUTO,
        SHOUTED[20:] + " PLEASE READ IT AGAIN AND AGAIN",
        HUUTO[20:] + " LUKEKAA SE KAIKKI HETI NYT",
    ]
    assert [talk.rule(text, who) for who, text in zip((ADA, BEN, CAI, DEE), shouts, strict=True)] == [Rule.WALLS] * 4
    assert talk.rule("NOBODY EVER ANSWERS MY QUESTION ABOUT WHAT HAPPENED TO ALL THOSE PLANS " * 2, EVA) is None
    assert talk.rule("A" * 300, EVA) == Rule.WALLS, "another sort of wall is no habit for that"
