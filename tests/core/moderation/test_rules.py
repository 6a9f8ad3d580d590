from dataclasses import replace
from gettext import NullTranslations

import pytest

from bot.core.base.contribution import Attachment
from bot.core.moderation.settings import (
    LIGHT,
    STANDARD,
    STRICT,
    Action,
    Blocklist,
    CopyPaste,
    Escalation,
    Flood,
    Rule,
    RuleSettings,
    parse,
)
from bot.core.moderation.watch import WrittenBy
from bot.core.script.pack import Question, Reading, Text
from tests.core.moderation.samples import HONEST, PROMOTION
from tests.core.moderation.talk import ADA, BEN, CAI, DEE, EVA, Talk
from tests.core.sessions import HOST, pack_of

LONG = "The best communities grow slowly because somebody keeps listening to every newcomer."
LONG_FI = "Parhaat yhteisöt kasvavat hitaasti, koska joku jaksaa kuunnella jokaista uutta tulijaa."
WORDS = NullTranslations()


def listed(*words: str, domains: tuple[str, ...] = ()) -> RuleSettings:
    return replace(STANDARD, blocklist=Blocklist(Action.NOTICE, words, domains))


# --- flood


def test_a_ninth_message_within_a_minute_is_too_fast_and_the_same_at_ease_is_not() -> None:
    hasty, calm = Talk(), Talk()
    verdicts = [hasty.hears(f"thought {n}", after=5) for n in range(9)]
    assert verdicts[:8] == [None] * 8
    assert verdicts[8]
    assert verdicts[8].rule is Rule.FLOOD
    assert verdicts[8].evidence.messages == tuple(each.id for each in hasty.said[:8])
    assert verdicts[8].reason(WORDS).startswith("More than 8 messages within a minute")
    assert [calm.hears(f"thought {n}") for n in range(9)] == [None] * 9


def test_everybody_has_a_pace_of_their_own() -> None:
    talk = Talk()
    assert [talk.hears(f"ajatus {n}", who, after=3) for n in range(8) for who in (ADA, BEN)] == [None] * 16


def test_too_many_messages_to_one_question_are_counted_per_question() -> None:
    talk = Talk(replace(STANDARD, flood=Flood(Action.FLAG, per_minute=8, per_question=3)))
    assert [talk.hears(f"a {n}", question=1) for n in range(3)] == [None] * 3
    assert talk.hears("elsewhere", question=2) is None
    assert talk.hears("in the channel", question=None) is None
    verdict = talk.hears("a 4", question=1)
    assert verdict
    assert verdict.evidence.messages == tuple(each.id for each in talk.said[:3])
    assert "More than 3 messages to one question" in verdict.reason(WORDS)


# --- copy-paste


@pytest.mark.parametrize("text", [LONG, LONG_FI])
@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text,
        lambda text: text.upper(),
        lambda text: text.replace(" ", "  ") + "!!!",
        lambda text: "\u200b".join(text),
        lambda text: text.replace("e", "е").replace("o", "о"),  # Cyrillic
        lambda text: text.translate({code: code - 0x21 + 0xFF01 for code in range(0x21, 0x7F)}),  # full width
        lambda text: text.replace("o", "0").replace("i", "1"),
        lambda text: text.replace("slowly", "quietly").replace("hitaasti", "hiljaa"),
    ],
    ids=["as it was", "capitals", "signs", "zero width", "Cyrillic", "full width", "digits", "another word"],
)
def test_the_same_text_again_is_a_copy_however_it_is_disguised(text: str, disguise: object) -> None:
    talk = Talk()
    assert talk.hears(text) is None
    verdict = talk.hears(disguise(text))  # type: ignore[operator]
    assert verdict
    assert verdict.rule is Rule.COPY_PASTE
    assert verdict.evidence.messages == (talk.said[0].id,)
    assert verdict.matter == talk.said[0].id


def test_a_long_text_with_a_word_changed_is_a_copy_too() -> None:
    talk = Talk()
    words = [f"{first}{second}thought" for first in "abcdef" for second in "ghijklmnop"]
    assert talk.hears(" ".join(words)) is None
    assert talk.rule(" ".join(["notion", *words[1:]])) == Rule.COPY_PASTE
    assert talk.rule(" ".join([*words[:20], *(f"other{n}" for n in range(40))])) is None


def test_agreeing_in_few_words_is_no_copy() -> None:
    talk = Talk()
    assert [talk.hears("I agree with that!", who) for who in (ADA, BEN, CAI, ADA)] == [None] * 4
    assert [talk.hears("Samaa mieltä siitä", who) for who in (ADA, BEN, CAI, ADA)] == [None] * 4


def test_a_short_text_is_a_copy_when_one_person_sends_it_thrice_within_ten_minutes() -> None:
    talk = Talk()
    assert talk.rule("hei vastatkaa") is None
    assert talk.rule("hei vastatkaa") is None
    assert talk.rule("hei vastatkaa", BEN) is None
    assert talk.rule("hei vastatkaa!!") == Rule.COPY_PASTE
    assert talk.rule("hei vastatkaa", CAI) is None
    assert talk.hears("hei vastatkaa", after=601) is None
    assert [talk.hears("en osaa sanoa", EVA, question=number) for number in (1, 2, 3)] == [None] * 3
    outside = [talk.hears("kuuleeko kukaan", EVA, question=None) for _ in range(3)]
    assert [verdict.rule if verdict else None for verdict in outside] == [None, None, Rule.COPY_PASTE]
    assert [talk.rule("me too", DEE) for _ in range(4)] == [None] * 4
    again = [talk.rule(" ".join(["kuulkaa nyt"] * times), DEE) for times in (1, 2, 2)]
    assert again == [None, None, Rule.COPY_PASTE]
    laughs = [talk.rule("ha" * times, who) for times, who in ((2, EVA), (3, EVA), (9, EVA), (12, BEN), (20, CAI))]
    assert laughs == [None] * 5


def test_a_third_person_with_one_text_makes_a_campaign_and_its_copies_are_one_matter() -> None:
    talk = Talk()
    assert talk.hears(LONG, ADA) is None
    assert talk.hears(LONG, BEN) is None
    third, fourth = talk.hears(LONG, CAI), talk.hears(f"{LONG} :)", DEE)
    assert third
    assert fourth
    assert third.reason(WORDS) == "The same text, or nearly the same, from 3 people."
    assert third.matter == fourth.matter == talk.said[0].id


def test_a_second_repetition_is_counted() -> None:
    talk = Talk()
    for _ in range(2):
        talk.hears(LONG)
    again = talk.hears(LONG)
    assert again
    assert again.reason(WORDS).startswith("The same text, or nearly the same, as 2 earlier messages")


def test_quoting_somebody_with_credit_is_no_offence() -> None:
    talk = Talk(replace(STANDARD, copy_paste=CopyPaste(Action.FLAG, times=1, people=2)))
    talk.hears(LONG, ADA)
    first = talk.said[0].id
    assert talk.hears(f"> {LONG}\nSo true, and we saw the same.", BEN) is None
    assert talk.hears(LONG, BEN, reply_to=first) is None
    assert talk.hears(f"{LONG} (via <@{ADA}>)", CAI) is None
    assert talk.hears(f"As @Ada said: {LONG}", DEE) is None
    copied = talk.hears(f"As @nobody said: {LONG}", EVA)
    assert copied
    assert copied.rule is Rule.COPY_PASTE


def test_a_quotation_alone_is_read_as_ones_own_words() -> None:
    talk = Talk()
    talk.hears(LONG)
    assert talk.rule(f"> {LONG}") == Rule.COPY_PASTE


def test_many_people_may_send_the_same_greeting() -> None:
    talk = Talk(replace(STANDARD, copy_paste=CopyPaste(Action.FLAG, times=5, people=2, letters=5)))
    assert [talk.rule("Good morning everyone!", who) for who in (ADA, BEN, CAI)] == [Rule.CANNED] * 3


def test_an_edit_is_judged_by_what_stood_above_it() -> None:
    talk = Talk()
    talk.hears("A first thougt.", ADA)
    talk.hears(LONG, BEN)
    corrected = replace(talk.said[0], text=LONG)
    assert talk.watch.see(corrected) is None
    assert talk.rule(LONG, BEN) == Rule.COPY_PASTE


def test_what_was_deleted_is_not_held_against_anybody() -> None:
    talk = Talk()
    talk.hears(LONG)
    talk.watch.forget(talk.said[0].id)
    talk.watch.forget(talk.said[0].id + 1)  # one that it never saw
    assert talk.hears(LONG) is None


def test_a_mended_message_is_no_offence_any_more() -> None:
    talk = Talk(replace(STANDARD, escalation=Escalation(every=1, up_to=Action.HOLD)))
    talk.hears("Check out my channel")
    assert talk.watch.see(replace(talk.said[0], text="Listening comes first.")) is None
    verdict = talk.hears("Check out my other channel")
    assert verdict
    assert verdict.action is Action.FLAG


# --- self-promotion


@pytest.mark.parametrize("text", PROMOTION)
def test_promotion_is_recognised(text: str) -> None:
    assert Talk().rule(text) in (Rule.SELF_PROMOTION, Rule.SCAMS, Rule.UNSAFE_LINKS, Rule.SUSPICIOUS_WORDS)


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_answer_meets_no_rule(text: str) -> None:
    assert Talk().hears(text) is None


def test_who_was_asked_may_say_where_to_write() -> None:
    assert Talk().rule("Write me at lena@mail.example, I have two slots left in December") == Rule.SELF_PROMOTION
    assert Talk().rule("Sure, write me at lena@mail.example, I have two slots left in December") is None


def test_the_words_that_give_it_away_are_named_as_they_were_typed() -> None:
    verdict = Talk().hears("Great question! Please CHECK OUT my сhannel, it's new.")  # a Cyrillic с
    assert verdict
    assert "CHECK OUT my сhannel" in verdict.evidence.words[0]
    assert "CHECK OUT my сhannel" in verdict.reason(WORDS)
    for text in ("S u b s c r i b e to my channel", "Sabscribe to my channel"):
        disguised = Talk().hears(text)
        assert disguised
        assert disguised.evidence.words == (text.removesuffix(" channel"),)


@pytest.mark.parametrize("link", ["https://discord.gg/abc", "discord.com/invite/abc", "https://chat.whatsapp.com/AbC"])
def test_invites_into_another_group_are_promotion(link: str) -> None:
    verdict = Talk().hears(f"We talk about these questions all week over at {link} with many experts")
    assert verdict
    assert verdict.evidence.links == (link,)
    assert "invites people" in verdict.reason(WORDS)


def test_a_shortened_link_hides_where_it_leads() -> None:
    verdict = Talk().hears("The study on listening that I mentioned earlier is here: https://bit.ly/3abcDEF")
    assert verdict
    assert "<https://bit.ly/3abcDEF>" in verdict.reason(WORDS), "no preview is drawn of it"


def test_the_same_site_again_and_again_is_promotion_and_different_sites_are_not() -> None:
    talk = Talk(replace(STANDARD, link_dump=replace(STANDARD.link_dump, related=1)))
    topics = ["trust and reach", "listening well", "credit for ideas", "quality over quantity"]
    said = [
        talk.hears(f"A fair point on {topic} stands at https://me.example.org/{n}") for n, topic in enumerate(topics)
    ]
    assert said[:3] == [None] * 3
    assert said[3]
    assert said[3].reason(WORDS) == "More than 3 messages by the same person link to example.org."
    assert said[3].evidence.messages == tuple(each.id for each in talk.said[:3])
    other = [
        talk.hears(f"Research on {topic} by a group in Oulu: https://site{n}.example/", BEN)
        for n, topic in enumerate(topics)
    ]
    assert other == [None] * 4


# --- link dump


def test_a_link_wants_a_word_beside_it() -> None:
    talk = Talk()
    bare = talk.hears("https://example.org/essay")
    assert bare
    assert bare.rule is Rule.LINK_DUMP
    assert bare.evidence.links == ("https://example.org/essay",)
    assert talk.rule("Tästä: https://example.org/essee", BEN) == Rule.LINK_DUMP


def test_a_link_may_answer_a_message_or_follow_the_words_it_belongs_to() -> None:
    talk = Talk()
    talk.hears("There is a long study on how listening makes people trust each other.")
    assert talk.hears("https://example.org/study", after=20) is None
    assert talk.hears("https://example.org/other", BEN, reply_to=talk.said[0].id) is None
    assert talk.hears("https://example.org/third", after=200)
    talk.hears("So it is!", CAI)
    assert talk.hears("https://example.org/fourth", CAI, after=20), "so few words belong to no link"


def test_naming_a_site_or_showing_a_picture_is_no_dump() -> None:
    talk = Talk()
    assert talk.hears("example.org") is None
    assert talk.rule("https://tenor.com/view/applause-123") == Rule.CANNED


def test_more_links_than_allowed_are_a_dump_even_with_words() -> None:
    links = " ".join(f"https://site{n}.example/page" for n in range(4))
    verdict = Talk().hears(f"Four studies that show how listening works in practice: {links}")
    assert verdict
    assert verdict.reason(WORDS) == "4 links in one message; the limit is 3."


def test_the_links_of_the_reading_list_are_free_to_share() -> None:
    reading = Reading(url="https://www.example.org/essay/?utm_source=chat")
    unlinked = Reading(title=Text({"en": "A book"}))
    pack = pack_of(1, questions=(Question(Text({"en": "What is influence?"}), readings=(reading, unlinked)),))
    talk = Talk(pack=pack)
    assert talk.hears("http://example.org/essay#top") is None or talk.rule("http://example.org/essay") == Rule.CANNED
    assert talk.rule("https://example.org/another") == Rule.LINK_DUMP


def test_once_the_talk_is_going_a_link_with_foreign_words_stands_out() -> None:
    talk = Talk()
    for n in range(21):
        talk.hears(f"Influence means listening patiently while people explain problem {n}", BEN + n)
    verdict = talk.hears("Quarterly turbine maintenance manual https://turbines.example/brochure")
    assert verdict
    assert "hardly anybody else" in verdict.reason(WORDS)
    assert talk.hears("On listening patiently to problems: https://essays.example/one") is None


def test_a_sentence_beside_a_link_is_enough_of_ones_own_words() -> None:
    assert Talk().hears("People should have the right to choose what they want: https://example.org/rights") is None


def test_when_the_talk_is_going_a_title_alone_stands_out_and_a_sentence_does_not() -> None:
    talk = Talk()
    for n in range(21):
        talk.hears(f"Influence means listening patiently while people explain problem {n}", BEN + n)
    assert talk.hears("Apartments for people who are old are few: https://homes.example/plan") is None
    assert talk.rule("Vena bus listening: https://vena.example/bus") is None
    assert talk.rule("Turbine listening brochure manual https://vimeo.com/10686") == Rule.LINK_DUMP


def test_a_way_to_get_in_touch_is_named_as_it_was_typed() -> None:
    verdict = Talk().hears("Book covers from 15$, text me at 040 123 4567 today")
    assert verdict
    assert "040 123 4567" in "".join(verdict.evidence.words)
    assert Talk().hears("In 2019 2020 and 2021 we had 1200 3400 and 5600 visitors.") is None


def test_a_link_is_shown_whole_where_it_is_evidence() -> None:
    verdict = Talk().hears("Check out this tutorial here https://example.org/tutorial/1 please")
    assert verdict
    assert "https://example.org/tutorial/1" in "".join(verdict.evidence.words)


def test_a_source_with_a_sentence_is_fine_wherever_it_is() -> None:
    talk = Talk()
    for n in range(21):
        talk.hears(f"Influence means listening patiently while people explain problem {n}", BEN + n)
    for text in (
        "For the sceptics, a fair critique of that score with its formula: https://critics.example.org/formula",
        "Ylen juttu samasta aiheesta, haastateltavana pieni kunta Kainuusta https://uutiset.example.fi/kainuu",
        "https://www.theguardian.com/media/influence shows the same",
        "https://doi.org/10.1000/182 says so",
    ):
        assert talk.hears(text, 9000) is None
        talk = replace(talk)


def test_an_address_that_names_its_page_needs_hardly_a_word() -> None:
    for text in (
        "found it: https://www.gardens.example.org/soil-composts-mulches/leaf-mould",
        "löytyi: https://www.puutarha.example.fi/kompostointi/talvella/",
        "You want rename_all, https://serde.example.rs/container-attrs.html",
    ):
        assert Talk().rule(text) != Rule.LINK_DUMP
    for text in (
        "found it: https://shop.example/offer",
        "found it: https://www.facebook.com/my-page/all-posts",
        "found it: https://gardens.example.org/leaf-mould?ref=9",
        "https://www.gardens.example.org/soil/leaf-mould",
    ):
        assert Talk().hears(text)


def test_agreeing_beside_a_link_says_nothing_about_it() -> None:
    assert Talk().rule("I totally agree with everyone here https://loans.example/apply") == Rule.LINK_DUMP
    assert Talk().rule("Hauska juttu! https://kauppa.example/tarjous") == Rule.LINK_DUMP


# --- canned


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Great post!",
            "Good morning everyone 👋",
            "Happy birthday, Anna!",
            "🎉🎉🎉",
            "<:party:123> <#456>",
            "Thanks for sharing!",
            "👍",
        ),
        *("Hyvää huomenta kaikille!", "Onnea työvuosipäivänä, Matti!", "Kiitos jakamisesta!"),
        "Happy 5th work anniversary",
        "Good morning everyone! Thanks for sharing! Happy 5th work anniversary, Anna!",
    ],
)
def test_stock_phrases_are_only_left_out(text: str) -> None:
    verdict = Talk(STRICT).hears(text)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.CANNED, Action.LEAVE_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "Great content takes time",
        "That is Anna's point",
        "Yes, because trust is slow",
        "Hello, I think listening wins",
        "",
        "hyvä kysymys, vaikea",
    ],
)
def test_what_says_something_is_not_canned(text: str) -> None:
    assert Talk().hears(text) is None


def test_a_picture_or_a_forwarded_message_says_something_without_words() -> None:
    picture = Attachment("chart.png", "image/png", 1, "https://cdn.example/chart.png")
    assert Talk().hears("Great chart!", attachments=(picture,)) is None
    assert Talk().hears("", forwarded="https://discord.com/channels/1/2/3") is None


def test_a_name_in_small_letters_is_no_name() -> None:
    assert Talk().rule("Happy birthday Kaisa") == Rule.CANNED
    assert Talk().hears("Happy birthday nonsense") is None


def test_greeting_every_minute_never_becomes_an_offence() -> None:
    talk = Talk(STRICT)
    assert {talk.rule("Good morning!") for _ in range(20)} <= {Rule.CANNED, Rule.FLOOD}
    verdict = talk.hears("Check out my channel", BEN)
    assert verdict
    assert verdict.action is Action.NOTICE


# --- mentions


def test_pinging_everybody_is_for_the_hosts() -> None:
    for word in ("@everyone", "@here"):
        verdict = Talk().hears(f"Kaikki hei {word} vastatkaa kakkoseen")
        assert verdict
        assert (verdict.rule, verdict.evidence.words) == (Rule.MENTIONS, (word,))


def test_a_few_pings_are_fine_and_a_crowd_is_not() -> None:
    talk = Talk()
    assert talk.hears("I agree with <@1> and <@!2> on trust") is None
    crowd = " ".join(f"<@{n}>" for n in range(1, 7))
    verdict = talk.hears(f"look at this {crowd}")
    assert verdict
    assert verdict.reason(WORDS) == "6 people pinged in one message; the limit is 5."


def test_pinging_again_and_again_adds_up_for_ten_minutes() -> None:
    talk = Talk()
    verdicts = [talk.hears(f"well <@{n}> <@{n + 1}> <@{n + 2}>, point {n}", after=65) for n in range(5)]
    assert verdicts[:4] == [None] * 4
    assert verdicts[4]
    assert verdicts[4].reason(WORDS) == "More than 12 pings within ten minutes."
    assert verdicts[4].evidence.messages == tuple(each.id for each in talk.said[:4])
    assert talk.hears("and <@9> then", after=700) is None
    emoji = "<:a:1> <:b:2> <:c:3> <:d:4>"
    assert [talk.hears(f"Point {n} of mine {emoji}", BEN, after=65) for n in range(5)] == [None] * 5, "nobody is pinged"


# --- blocklist


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("scam", "these scams again"),
        ("scam", "we were scammed"),
        ("idiot", "you IDIOTS"),
        ("idiot", "what an 1d1ot"),
        ("idiot", "іdіоt"),
        ("paska", "paskaa puhetta"),
        ("paska", "ihan paskoja neuvoja"),
        ("kauppa", "kaupan kautta"),
        ("idiootti", "idiootit puhuvat"),
        ("huora", "huorien"),
        ("ihminen", "ihmisten kesken"),
        ("rasvatyyny", "rasvatyynystä"),
        ("vaikutus", "vaikutuksen alla"),
        ("botti", "botteja"),
        ("bot", "botin"),
        ("spam*", "spammerit tulevat"),
        ("*talous", "vihertalous nousee"),
        ("*hinta*", "alehintaan"),
        ("win big", "you can win big here"),
        ("paska", 'sanoit "ihan paskaa puhetta" ja poistuit siitä sitten'),
    ],
)
def test_listed_words_are_met_in_their_forms(entry: str, text: str) -> None:
    verdict = Talk(listed(entry, "*", "")).hears(text)
    assert verdict
    assert verdict.rule is Rule.BLOCKLIST
    assert verdict.action is Action.NOTICE


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("ass", "an assistant assesses classes"),
        ("spa", "a long span"),
        ("art", "a smart start"),
        ("rape", "grapes and rap"),
        ("kakka", "kakku on hyvää"),
        ("kauppa", "kauppiaan sana"),
        ("win big", "win a big one"),
        ("win big", "we win"),
        ("*", "anything at all"),
    ],
)
def test_words_that_only_look_like_a_listed_one_are_not_met(entry: str, text: str) -> None:
    assert Talk(listed(entry)).hears(text) is None


def test_the_listed_words_are_quoted_as_they_were_typed() -> None:
    verdict = Talk(listed("win big", "scam")).hears("You can W\u200bin BIG, says the Scammed one")
    assert verdict
    assert verdict.evidence.words == ("W\u200bin BIG", "Scammed")


def test_listed_domains_hold_for_what_is_below_them() -> None:
    settings = listed(domains=("https://www.bad.example/".removeprefix("https://"), ""))
    verdict = Talk(settings).hears("A long read about trust and listening: http://news.BAD.example/story")
    assert verdict
    assert verdict.reason(WORDS) == "Links to news.bad.example are not shared on this server."
    assert Talk(settings).hears("A long read about trust and listening: http://notbad.example/story") is None


def test_many_people_called_by_name_are_as_many_pings() -> None:
    verdict = Talk().hears("@Amara @Ben @Carmen @Dev @Elsie @Farid what do you say")
    assert verdict
    assert verdict.rule is Rule.MENTIONS
    assert verdict.evidence.words[0] == "@Amara"
    assert Talk().hears("@Amara @Ben, the signs in a@ b@ c@ d@ and e@ are no names") is None


# --- who is never acted upon


def test_hosts_and_people_whose_roles_are_not_known_never_get_a_verdict() -> None:
    talk = Talk(STRICT)
    assert talk.hears("Check out my channel", HOST) is None
    assert talk.hears("Check out my channel", ADA, by=WrittenBy.HOST) is None
    assert talk.hears("Check out my channel", ADA, by=WrittenBy.UNKNOWN) is None
    assert talk.rule("Check out my channel") == Rule.SELF_PROMOTION


def test_what_is_known_later_counts_then() -> None:
    talk = Talk()
    talk.hears("Check out my channel", by=WrittenBy.UNKNOWN)
    assert talk.watch.see(talk.said[0])


# --- escalation


def test_actions_grow_firmer_with_each_offence_and_a_new_session_begins_anew() -> None:
    talk = Talk(replace(STANDARD, escalation=Escalation(every=2, up_to=Action.HOLD)))
    seen = [talk.hears(f"Check out my channel, part {n}") for n in range(6)]
    assert [verdict.action for verdict in seen if verdict] == [
        *(Action.FLAG, Action.FLAG, Action.NOTICE, Action.NOTICE, Action.HOLD, Action.HOLD)
    ]
    fresh = Talk().hears("Check out my channel")
    assert fresh
    assert fresh.action is Action.FLAG


def test_light_never_goes_beyond_a_flag() -> None:
    talk = Talk(LIGHT)
    seen = [talk.hears(f"Check out my channel, part {n}") for n in range(12)]
    assert {verdict.action for verdict in seen if verdict} == {Action.FLAG}


def test_fine_by_a_host_exempts_from_that_rule_and_forgets_what_was() -> None:
    talk = Talk(STRICT)
    for n in range(2):
        talk.hears(f"Check out my channel, part {n}")
    talk.watch.forgive(ADA, Rule.SELF_PROMOTION)
    assert talk.hears("Check out my channel once more") is None
    assert talk.rule("Check out my channel", BEN) == Rule.SELF_PROMOTION
    verdict = talk.hears("https://example.org/bare")
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.LINK_DUMP, Action.FLAG)


def test_of_several_rules_the_firmest_speaks() -> None:
    verdict = Talk(listed("scam")).hears("Check out my channel, no scam")
    assert verdict
    assert verdict.rule is Rule.BLOCKLIST


def test_a_rule_that_is_off_says_nothing() -> None:
    quiet = replace(STANDARD, self_promotion=replace(STANDARD.self_promotion, action=Action.OFF))
    assert Talk(quiet).hears("Check out my channel") is None


# --- bursts


def test_one_text_from_many_people_is_one_alarm() -> None:
    talk = Talk()
    bursts = []
    for n in range(10):
        talk.hears(LONG, 2000 + n, after=5)
        bursts.append(talk.watch.wave)
    assert bursts[:7] == [None] * 7
    assert {burst.first for burst in bursts[7:] if burst} == {talk.said[0].id}
    assert bursts[9]
    assert bursts[9].reason(WORDS) == "10 people sent the same text within ten minutes."
    talk.hears("Something else.", after=5)
    assert talk.watch.wave is None


def test_many_new_accounts_are_one_alarm_and_old_ones_are_none() -> None:
    talk = Talk()
    talk.hears("An old account says something.", ADA)
    new = talk.said[0].id - (1 << 40)  # some hours old
    for n in range(12):
        talk.hears(f"point {n}", new + n, after=10)
        assert (talk.watch.wave is not None) is (n >= 9)
    assert talk.watch.wave
    assert talk.watch.wave.first == talk.said[1].id
    assert "12 new accounts" in talk.watch.wave.reason(WORDS)
    talk.hears("again", new, after=5)
    assert talk.watch.wave is None
    talk.hears("much later", new + 50, after=1200)
    assert talk.watch.wave is None


# --- all of it


def test_where_every_rule_is_off_nothing_is_watched() -> None:
    off: dict[str, object] = {rule.value: "off" for rule in Rule}
    talk = Talk(settings=parse(off))
    assert [talk.hears(LONG, after=1) for _ in range(30)] == [None] * 30
    assert talk.watch.wave is None
