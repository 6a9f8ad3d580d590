"""The card with which hosts work on the recap, and what they are offered and told about it."""

from dataclasses import replace
from gettext import NullTranslations

import pytest

from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import Refused
from bot.core.posts.hosting import draft
from bot.core.posts.phrases import recap_comes
from bot.core.record.summary import Pointer
from bot.core.record.wording.lines import Proposal
from bot.core.script.pack import Text
from bot.core.session.recap_state import Choice, Mark, RecapState, Use
from bot.core.session.state import Ruling, Session
from tests.core.sessions import minutes, opened, pack_of

EN = NullTranslations()
SAID = Contribution(5, 2, Person(7, "Ada"), "The sky\nover *the* harbour")


def drafted(**recap: object) -> Session:
    session = opened(minute=40)
    return replace(session, recap=replace(session.recap, **recap))  # type: ignore[arg-type]


def test_the_card_says_until_when_and_what_was_decided() -> None:
    card = draft.draft_card(drafted(), EN)
    assert "It goes out <t:" in card.text
    assert len(card.text.splitlines()) == 3
    assert [action.id for action in card.actions][:2] == ["recap:publish:7", "recap:lead:7"]
    marks = {5: Mark.LINE, 6: Mark.TAKEAWAY, 8: Mark.TAKEAWAY}
    decided = drafted(lead="Of *water*", headlines={2: "Red", 1: "Blue"}, marks=marks, dropped=frozenset({9}))
    lines = draft.draft_card(decided, EN).text.splitlines()
    assert lines[2:4] == [
        "Lead: “Of *water*”",
        "Line of the night: 1 · Takeaway: 2 · Lines: Q1, Q2 · Not quoted: 1",
    ]
    published = draft.draft_card(drafted(published=True, revision=3), EN)
    assert "published: revision 3" in published.text
    assert len(published.actions) == 5
    assert "The next chat: “On Friday”" in draft.draft_card(drafted(next="On Friday"), EN).text


def test_the_form_for_the_next_chat_holds_what_hosts_wrote_or_the_pack_says() -> None:
    session = drafted()
    assert draft.next_for(session) == ""
    said = replace(session, pack=replace(session.pack, next=Text({"en": "In May", "fi": "Toukokuussa"})))
    assert draft.next_for(said) == "In May"
    assert draft.next_for(replace(said, recap=replace(said.recap, next="On Friday"))) == "On Friday"
    assert draft.next_worded(drafted(next="On *Friday*").recap, EN) == "The next chat: “On *Friday*”"
    assert draft.next_worded(session.recap, EN) == "The next chat: what the pack says."


def test_the_form_for_the_lead_begins_with_what_is_sure() -> None:
    assert draft.proposed_lead(drafted(answers=1), EN) == "1 answer on “What is colour?”."
    assert draft.proposed_lead(drafted(answers=52), EN) == "52 answers on “What is colour?”."


def test_hosts_are_told_what_they_worded() -> None:
    session = drafted(lead="Water", headlines={1: "Blue"})
    assert draft.worded(session, None, EN) == "Lead: “Water”"
    assert draft.worded(session, 1, EN) == "Q1: “Blue”"
    assert draft.worded(session, 2, EN) == "Q2: taken away."


def test_a_quote_is_named_by_its_question_and_its_author() -> None:
    assert draft.quote_label(SAID, 2, EN) == "Q2 · Ada: The sky over *the* harbour"
    assert draft.quote_label(SAID, None, EN).startswith("Not quoted · Ada")


def test_what_a_message_is_used_as_can_be_taken_back() -> None:
    unused = drafted()
    assert [value for _, value in draft.choices(unused, 5, EN)] == list(map(str, draft.USES))
    assert draft.used_as(unused, SAID, EN).endswith("In the recap: quoted if it says most.")
    used = replace(drafted(marks={5: Mark.LINE}), rulings={5: Ruling(featured=True)})
    offered = dict(draft.choices(used, 5, EN))
    assert offered["Take back: Line of the night"] == "no line"
    assert offered["Not quoted"] == "drop"
    assert draft.used_as(used, SAID, EN).endswith("In the recap: Featured: quoted in any case, Line of the night.")
    dropped = replace(drafted(dropped=frozenset({5})), rulings={5: Ruling()})
    assert draft.used_as(dropped, SAID, EN).endswith("In the recap: Not quoted.")


def test_a_choice_is_read_from_its_value_and_nonsense_is_refused() -> None:
    assert draft.choice_of("no next step") == Choice(Mark.NEXT_STEP, on=False)
    assert draft.choice_of("feature") == Choice(Use.FEATURE)
    with pytest.raises(Refused):
        draft.choice_of("no thing")


def test_members_are_told_when_it_comes() -> None:
    pack = pack_of()
    at_once = opened(replace(pack, timing=replace(pack.timing, publish=minutes(0))), minute=40)
    assert recap_comes(replace(at_once, recap=RecapState()), EN) == "The recap follows in a moment."
    assert recap_comes(drafted(), EN).startswith("The recap comes at about <t:")


LEAD = Proposal(None, "k0", "Ada looked up.", ())
BLUE = Proposal(1, "k1", "Ada saw the *sky*.", (Pointer("Ada", 5, "https://example.org/5"),))


def test_the_card_shows_a_model_s_lines_as_what_they_are() -> None:
    card = draft.draft_card(drafted(used={1: "k1"}), EN, [LEAD, BLUE])
    lines = card.text.splitlines()
    assert lines[2:5] == [
        "Drafted by a language model. Only what one of you accepts is published:",
        "◇ Lead: “Ada looked up.”",
        "◇ Q1: “Ada saw the *sky*.” · ✅ accepted",
    ]
    assert card.actions[-1].id == "recap:offers:7"
    assert draft.proposed_lines(drafted(), [BLUE], EN, rests=True)[1].endswith(" · [Ada](https://example.org/5)")


def test_a_card_without_room_for_a_model_s_lines_keeps_its_own() -> None:
    many = [Proposal(number, str(number), "Ada saw the sky. " * 10, ()) for number in range(1, 20)]
    card = draft.draft_card(drafted(), EN, many)
    assert "◇" not in card.text
    assert card.actions[-1].id == "recap:offers:7"


def test_a_model_s_lines_can_be_accepted_and_taken_back() -> None:
    session = drafted(used={1: "k1"})
    (lead, lead_value), (blue, blue_value) = draft.offers(session, [LEAD, BLUE], EN)
    assert (lead, blue) == ("Accept: Lead: “Ada looked up.”", "Take back: Q1: “Ada saw the *sky*.”")
    assert draft.offer_of(lead_value) == (None, "k0")
    assert draft.offer_of(blue_value) == (1, None)
    assert draft.worded(session, 1, EN) == "Q1: the model's line is accepted."
    with pytest.raises(Refused):
        draft.offer_of("x")


def test_the_forms_begin_with_the_hosts_words_then_with_a_model_s() -> None:
    own = drafted(lead="Water", headlines={1: "Blue"}, answers=2)
    assert [draft.text_for(own, each, [LEAD, BLUE], EN) for each in (None, 1)] == ["Water", "Blue"]
    bare = drafted(answers=2)
    assert [draft.text_for(bare, each, [LEAD, BLUE], EN) for each in (None, 1)] == [LEAD.text, BLUE.text]
    assert [draft.text_for(bare, each, [], EN) for each in (None, 1)] == ["2 answers on “What is colour?”.", ""]
