"""Links and files that are not what they seem, and honest ones that only look a little like them."""

import pytest

from bot.core.base.contribution import Attachment
from bot.core.base.words import Words
from bot.core.moderation.message.links import links_in
from bot.core.moderation.settings import LIGHT, STANDARD, STRICT, Action, Rule
from tests.core.moderation.talk import Talk

UNSAFE = (
    ("Claim it on [https://discord.com/nitro](https://gifts.example.net/n)", "The link says discord.com, but"),
    ("Lisätiedot: [www.nordea.fi](https://vahvistus.example.org/kirjaudu)", "The link says nordea.fi, but"),
    ("three months for free at https://dlscord.gift/abc", "dlscord.gift looks like discord.com"),
    ("free nitro at disocrd.gift for everybody here", "disocrd.gift looks like discord.com"),
    ("trade with me https://stearncommunity.com/tradeoffer/new", "looks like steamcommunity.com"),
    ("they gave me https://discordnitro.example/x for nothing", "looks like discord.com"),
    ("please vote for my team https://steamcommunitty.ru/id/vote", "looks like steamcommunity.com"),
    ("login here https://discord-nitro.example/claim", "looks like discord.com"),
    ("https://www.metamask-wallet.app/validate asks for your phrase", "looks like metamask.io"),
    ("Kirjaudu tästä https://nordea-kirjautuminen.com/fi", "looks like nordea.fi"),
    ("https://discord.com.gift-center.example/claim was great for me", "looks like discord.com"),
    ("look at https://discord.com@203.0.113.77/claim", "begins like discord.com"),
    ("my server is at http://8.8.4.4/files for now", "an IP address"),
    ("this fixes it: https://files.example.net/tools/fix.exe", "fix.exe is a program"),
    ("katso tämä https://lataa.example.fi/peli.scr", "peli.scr is a program"),
    ("here https://d\u0456scord.com/gift is what I meant", "is another site"),
    ("go to https://paypaI.com/secure and confirm", "looks like paypal.com"),
    ("https://xn--dscord-pvf.com/nitro is where I got it", "is another site"),
    ("join d i s c o r d . g g / chillvibes for the best talk", "invites people into another server"),
    ("We talk about it at https://discord.gg/abc every night", "invites people into another server"),
    ("Koko lista on täällä: https://bit.ly/3abc", "where a shortened link leads"),
    ("a better place to talk is here .gg/nightowls44 before mods see", "invites people into another server"),
    ("maksa tästä posti-toimitus0.info/fi ennen iltaa", "looks like posti.fi"),
    ("log in at https://nordae.example/fi first", "looks like nordea.fi"),
    ("they pay at https://amazom.example/gift I heard", "looks like amazon.com"),
    ("http://203.0.113.77:8080/login.php shows who was there", "an IP address"),
    ("come to https://discord.gg/python now", "invites people into another server"),
    ("the birthday event is at discordbday.gift for all", "looks like discord.com"),
    ("I found it at https://glthub-grants.example/apply", "looks like github.com"),
)
HONEST = (
    "The docs say so: https://docs.python.org/3/library/asyncio.html",
    "I wrote about it on [my blog](https://anna.example.org/trust), since listening matters more than posting.",
    "The label is the address itself: [example.org](https://example.org/trust)",
    "[https://www.example.org/a](https://example.org/a) is where I read it",
    "https://github.com/python/cpython/releases/download/v3/python.exe is where it comes from",
    "We run it on http://127.0.0.1:8000 and http://192.168.1.20/admin at home",
    "https://switch.com and https://www.finance.com are unlike each other",
    "https://300.1.1.1/notes is a number, but no address of a computer",
    "The Python server, https://discord.gg/python, has a patient channel for beginners",
    "Pythonin palvelin https://discord.gg/python on kärsivällinen ja neuvoi minua alussa",
    "I heard it on a stream.Then I asked about it.",
    "Beware of dicsord and steamcornmunity names, somebody sends them to new people every week",
    "https://discord.com/channels/1/2/3 has the earlier answer",
    "https://en.wikipedia.org/wiki/Influence and https://commons.wikimedia.org/wiki/Blue",
    "https://discord-docs.example.org is a book about it",
    "https://xn--99999999.example.org is no name at all",
    "Neither anna.shop nor bert.gift is a link here, they are only names",
    "https://support.discord.com/hc/en-us explains it",
    "https://python-discord.github.io helps newcomers",
    "Lue lisää: https://www.hs.fi/talous/art-2000.html ja https://yle.fi/a/74",
    "https://käännös.fi on hyvä esimerkki omasta nimestä",
    "Pankin ohje: https://www.nordea.fi/henkilöasiakkaat/yhteydenotto",
    "https://telegraf.example.org and https://telegra.ph/x are two things",
    "Our handbook is at https://handbook.gitlab.com/values, and I cite it often",
    "https://medium.com/@anna/trust says it better than I can",
    "I wrote it in a . b / c notation, which nobody else here can read any more",
    "x . y / z . o r g is no invitation at all",
    "Rinnakkaistallenne: https://julkaisuarkisto-nordia.fi/epavarmuus on avoin kaikille",
    "https://nordia.fi and https://pastry.example/paydal are other firms than those",
    "https://discourse.example.org and https://wikimedia-notes.example.org are where I read it",
    "Versio 3.11.com ei ole osoite, eikä listen.wav.exe.txt ole ohjelma",
)


@pytest.mark.parametrize(("text", "reason"), UNSAFE, ids=[text[:40] for text, _ in UNSAFE])
def test_what_pretends_to_be_something_else_is_shown_to_the_hosts_with_the_reason(text: str, reason: str) -> None:
    verdict = Talk(LIGHT).hears(text)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.UNSAFE_LINKS, Action.FLAG)
    assert reason in verdict.reason(Words())


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_link_is_let_be(text: str) -> None:
    verdict = Talk(STRICT).hears(text)
    assert verdict is None or verdict.rule is not Rule.UNSAFE_LINKS


@pytest.mark.parametrize(("name", "unsafe"), [("notes.pdf.exe", True), ("talk.mp4", False), (".com", False)])
def test_a_program_as_a_file_is_shown_to_the_hosts(name: str, unsafe: bool) -> None:
    attached = (Attachment(name, None, 10, "https://cdn.example/x"),)
    verdict = Talk(STANDARD).hears("here are my notes on what we said", attachments=attached)
    assert (verdict is not None and verdict.rule is Rule.UNSAFE_LINKS) is unsafe


def test_stricter_rules_tell_the_member_or_hide_the_message() -> None:
    assert STANDARD.action_of(Rule.UNSAFE_LINKS) is Action.NOTICE
    assert STRICT.action_of(Rule.UNSAFE_LINKS) is Action.HOLD


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see huone-varmennus.xyzz now", "huone-varmennus.xyzz"),
        ("pay at posti-tulli.infoo/seuranta", "posti-tulli.infoo/seuranta"),
        ("look: bitlly.qq/3xabc", "bitlly.qq/3xabc"),
        ("it is in docker-compose.yml and read-me.md", None),
        ("a half-hour talk.sitten lunch, and/or tea.or so", None),
        ("a well-known one.", None),
        ("version beta.two/next", None),
    ],
)
def test_a_place_with_an_ending_that_nobody_knows_is_one_where_its_name_or_path_says_so(
    text: str, address: str | None
) -> None:
    assert [link.address for link in links_in(text)] == ([address] if address else [])
