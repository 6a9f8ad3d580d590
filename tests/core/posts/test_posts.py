"""What the room is shown: previews, the board, question cards, lines, the closing, a host's status."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.adapters.catalogues import words
from bot.core.base.limits import MAX_LABEL, MAX_TEXT
from bot.core.posts import board, cards, confirmations, preview
from bot.core.posts.hosting import desk, status, troubles
from bot.core.posts.phrases import place_of
from bot.core.script.listing import faulty_pack_line, pack_line
from bot.core.script.pack import AnswersMode, Host, HostRole, Pack, Question, Reading, Schedule, Text, Timing
from bot.core.script.pack_text import parts, reading_line, title_of
from bot.core.session import decisions
from bot.core.session.effects.follow import effects_of
from bot.core.session.effects.room import MovedOnLine, PreviewPost, ShowEvent, SummaryPost
from bot.core.session.facts import (
    Announced,
    AnswerReworded,
    AnswerWithdrawn,
    Archived,
    Asked,
    Cancelled,
    Cause,
    Closed,
    Fact,
    Held,
    HostLeft,
    HostsTold,
    Measure,
    Moderated,
    Moved,
    Notice,
    Opened,
    Paused,
    QuestionEdited,
    QuestionMoved,
    RecapPublished,
    Resumed,
    RoomLost,
)
from bot.core.session.fold import fold
from bot.core.session.landed import Stand
from bot.core.session.state import Ruling, Session
from bot.core.text.shorten import shortened
from tests.core.sessions import HOST, T0, after, at, minutes, opened, pack_of, set_session, stand_of

EN, FI = words("en"), words("fi")
READING = Reading(Text({"en": "On Blue"}), "Ada Okafor", "Hue", "https://example.org/blue")
LONG = Reading(Text({"en": "Blue " * 40}), None, None, "https://example.org/long")
BARE = Reading(url="https://example.org/bare")
UNLINKED = Reading(Text({"en": "Out of Print"}), "Ben Lindqvist")
READ_PACK = pack_of(
    questions=(
        Question(Text({"en": "What is blue?"}), readings=(READING, LONG, BARE, UNLINKED)),
        Question(Text({"en": "What is red?"}), lasts=timedelta(minutes=3)),
    ),
    hashtag="TChat",
    by="Crystal",
    intro=Text({"en": "Colours, tonight."}),
    hosts=(
        Host("Meghan", organisation="TalentCulture"),
        Host("Kevin", HostRole.CO_HOST),
        Host("Crystal", HostRole.CO_HOST),
    ),
)


def test_a_card_says_all_in_its_text() -> None:
    post = cards.question_card(stand_of(opened(READ_PACK, 6)), 1, EN)
    assert post.text.splitlines() == [
        f"**Q1 of 2** · #TChat · until <t:{int(at(15).timestamp())}:t>",
        "## What is blue?",
        "Reading:",
        "- [On Blue](<https://example.org/blue>) — Ada Okafor, Hue",
        f"- [{'Blue ' * 40}](<https://example.org/long>)",
        "- [https://example.org/bare](<https://example.org/bare>)",
        "- Out of Print — Ben Lindqvist",
        "-# Answer in the thread below, or here beginning with A1.",
    ]
    assert [button.url for button in post.buttons] == [READING.url, LONG.url, BARE.url]
    assert all(len(button.label) <= MAX_LABEL for button in post.buttons)


def test_an_old_card_leads_on_to_the_next_question() -> None:
    session = opened(READ_PACK, 16)
    text = cards.question_card(stand_of(session), 1, EN).text
    card = stand_of(session).card(2)
    assert f"next: [Q2](https://discord.com/channels/1/500/{card})" in text
    assert "Answer in" not in text
    assert "next: Q2" in cards.question_card(stand_of(session, landed=False), 1, EN).text


def test_a_card_knows_a_pause_the_end_and_the_channel_mode() -> None:
    session = opened(READ_PACK, 6)
    assert "paused" in cards.question_card(stand_of(after(session, decisions.pause, 7)), 1, EN).text
    ended = cards.question_card(stand_of(after(session, partial(decisions.close, sure=True), 7)), 1, EN).text
    assert ended.startswith("**Q1 of 2** · #TChat\n")
    channel = opened(replace(READ_PACK, answers=AnswersMode.CHANNEL), 6)
    assert "begin with A1, or reply" in cards.question_card(stand_of(channel), 1, EN).text


def test_members_who_speak_for_themselves_are_no_hosts() -> None:
    facts = [
        Moderated(at=T0, by=5, case=1, rule="flood", person=5, measure=Measure.APPEAL),
        AnswerReworded(at=T0, by=6, answer=1, number=1),
        AnswerWithdrawn(at=T0, by=7, answer=1, number=1),
        Moderated(at=T0, by=8, case=1, rule="flood", person=5, measure=Measure.FINE),
    ]
    assert desk.desk_members(set_session(), facts) == [8, HOST]


def test_a_reviewed_question_is_answered_with_its_button() -> None:
    pack = replace(READ_PACK, questions=(replace(READ_PACK.questions[0], reviewed=True), READ_PACK.questions[1]))
    asked = opened(pack, 6)
    card = cards.question_card(stand_of(asked), 1, EN)
    assert "a host reads your answer" in card.text
    assert [(action.label, action.id) for action in card.actions] == [("Answer", f"answer:give:{asked.number}:1")]
    assert cards.question_card(stand_of(opened(pack, 16)), 1, EN).actions, "late answers are welcome"
    assert cards.question_card(stand_of(opened(pack, 60 * 72)), 1, EN).actions == ()
    assert cards.question_card(stand_of(opened(pack, 16)), 2, EN).actions == ()
    assert _kinds(opened(pack, 60 * 24), lambda *_: [Archived(at=at(9))]).startswith("unpin card-1 archive-thread-1")


def test_a_reviewed_chat_says_so_on_its_board_and_where_there_are_no_threads() -> None:
    pack = replace(READ_PACK, reviewed=True)
    assert "hosts read it first" in board.board(stand_of(opened(pack, 6)), {}, EN).text
    fallen_back = set_session(replace(pack, answers=AnswersMode.CHANNEL))
    assert "I post approved answers in the channel" in confirmations.started(fallen_back, pack, EN)


def test_finnish_answers_begin_with_v() -> None:
    text = cards.question_card(stand_of(opened(READ_PACK, 6)), 1, FI).text
    assert "K1" in text
    assert "V1" in text


def test_a_thread_is_named_within_the_platforms_limit() -> None:
    pack = pack_of(questions=(Question(Text({"en": "word " * 60})),))
    name = cards.thread_name(stand_of(opened(pack, 6)), 1, EN)
    assert name.startswith("Q1 · word")
    assert len(name) <= 100


def test_lines_are_short_and_quiet() -> None:
    session = opened(READ_PACK, 6)
    until = f"<t:{int(at(15).timestamp())}:t>"
    assert until in cards.extended(session, EN).text
    assert cards.resumed(session, EN).text == f"The chat goes on: Q2 at {until}."
    paused = after(session, decisions.pause, 7)
    assert "short break" in cards.paused(paused, EN).text
    assert cards.paused(paused, EN).quiet
    assert "What is colour?" in cards.cancelled(session, EN).text
    assert "We are at Q2 now." in cards.moved_on(stand_of(opened(READ_PACK, 16), landed=False), EN).text


def test_the_closing_says_how_long_late_answers_are_taken() -> None:
    session = opened(READ_PACK, 30)
    assert session.closed_at == at(23)
    assert f"<t:{int((at(23) + timedelta(hours=48)).timestamp())}:F>" in cards.closing(stand_of(session), 1, EN).text


def test_the_board_tells_how_to_take_part_and_then_where_the_chat_is() -> None:
    welcoming = board.board(stand_of(opened(READ_PACK)), {}, EN)
    assert [action.id for action in welcoming.actions] == ["remind:channel:500"]
    welcome = welcoming.text
    assert "# What is colour? · #TChat" in welcome
    assert "Moderator: Meghan (TalentCulture) · Co-hosts: Kevin, Crystal" in welcome
    assert "Your messages, files and reactions here are recorded" in welcome
    assert f"Q1 <t:{int(at(5).timestamp())}:R> · ends at <t:{int(at(23).timestamp())}:t>" in welcome
    stand = stand_of(opened(READ_PACK, 16))
    running = board.board(stand, {1: 2}, EN).text
    assert "**Now: [Q2](" in running
    assert running.endswith(f"\n2 answers so far: {stand.link(1, EN)} (2) · {stand.link(2, EN)} (0)")
    assert f"ends at <t:{int(at(23).timestamp())}:t>" in running
    assert "Colours, tonight." in welcome, "no preview said so"
    told = fold(set_session(READ_PACK, opens_in=9), [Announced(at=T0), Opened(at=at(9))])
    assert "Colours, tonight." not in board.board(stand_of(told), {}, EN).text
    off = fold(opened(READ_PACK, 16), [Cancelled(at=at(17))])
    assert board.board(stand_of(off), {}, EN).text.endswith("\n**The chat is called off.**")
    paused = after(opened(READ_PACK, 6), decisions.pause, 6)
    assert "short break" in board.board(stand_of(paused), {}, EN).text
    ended = stand_of(opened(READ_PACK, 30))
    over = board.board(ended, {1: 1}, EN).text
    assert "over" in over
    assert over.endswith(f"\n0 answers: {ended.link(1, EN)} · {ended.link(2, EN)}"), "as many as the summary read"
    assert "How" not in over
    nameless = board.board(stand_of(opened(pack_of(answers=AnswersMode.CHANNEL))), {}, EN).text
    assert "begin with A1" in nameless
    assert "Moderator" not in nameless


def test_a_long_question_is_shortened_where_it_stands_among_others() -> None:
    wordy = stand_of(opened(pack_of(questions=(Question(Text({"en": "x" * 400})),) * 2), 6))
    assert f"— {'x' * 299}…\n" in board.board(wordy, {}, EN).text
    assert status.where_are_we(wordy, "en", EN).endswith(f" Q2: {'x' * 99}…")


def test_the_longest_board_fits() -> None:
    pack = pack_of(25, title=Text({"en": "T" * 100}))
    session = opened(pack, 400)
    assert len(board.board(stand_of(session), dict.fromkeys(range(1, 26), 9999), EN).text) <= MAX_TEXT
    wordy = opened(replace(READ_PACK, intro=Text({"en": "Colours! " * 400})), 6)
    text = board.board(stand_of(wordy), {1: 7}, EN).text
    assert len(text) <= MAX_TEXT
    assert text.endswith("(7)"), "what changes all the time is never cut off"


def test_the_preview_is_split_between_questions() -> None:
    long = Question(Text({"en": "x" * 900}), readings=(READING,))
    pack = replace(READ_PACK, questions=(long, long, long))
    assert parts(pack) == [range(1, 2), range(2, 3), range(3, 4)]
    first, *others = [preview.post(pack, number, at(60), EN).text for number in range(4)]
    assert "Preview by Crystal" in first
    assert "Colours, tonight." in first
    assert f"<t:{int(at(60).timestamp())}:F>" in first
    assert "Questions and recommended reading" in others[0]
    assert others[2].startswith("**Q3** xxx")
    assert all(len(text) <= MAX_TEXT for text in [first, *others])
    assert "When:" not in preview.posts(pack_of(), EN)[0].text
    for reading, count in ((LONG, 5), (Reading(Text({"en": "B" * 19})), 46)):
        read = Question(Text({"en": "Why?"}), readings=(reading,) * count)
        each = [post.text for post in preview.posts(replace(pack, questions=(read, read)), EN)[1:]]
        assert [text.count("\n- ") for text in each] == [count, count], "none is cut off"


def test_what_was_announced_shows_what_changed() -> None:
    session = fold(set_session(READ_PACK, opens_in=600), [Announced(at=T0)])
    first = preview.announcement(session, 0, "BEGIN", EN)
    assert (first.files[0].text, [action.id for action in first.actions]) == ("BEGIN", ["remind:session:7"])
    moved = fold(session, [Moved(at=at(1), opens_at=at(900))])
    assert f"<t:{int(at(900).timestamp())}:F>" in preview.announcement(moved, 0, "", EN).text
    edited = fold(session, [QuestionEdited(at=at(1), number=2, question=Question(Text({"en": "What is grey?"})))])
    assert "**Q2** What is grey?" in preview.announcement(edited, 1, "", EN).text
    joined = fold(session, decisions.join(session, Question(Text({"en": "Why? (Ada)"})), at(1), HOST))
    assert preview.announcement(joined, 2, "", EN).text == "**Q3** Why? (Ada)"
    off = preview.announcement(fold(session, [Cancelled(at=at(1))]), 0, "", EN)
    assert off.text.startswith("# ~~What is colour? · #TChat~~\n**Called off.**\n~~When: <t:")
    assert off.actions == ()


def test_the_place_of_a_question_is_told_where_it_helps() -> None:
    session = opened(pack_of(3), 6)
    assert place_of(session, 1, EN) == "Q1 of 3"
    reordered = fold(session, [QuestionMoved(at=at(6), number=3, place=0)])
    assert place_of(reordered, 1, EN) == "Q1"
    extra = fold(session, decisions.ask_extra(session, Question(Text({"en": "Why?"})), at(6), HOST))
    assert [place_of(extra, number, EN) for number in (1, 4, 2)] == ["Q1 of 3", "Q4 · extra question", "Q2 of 3"]
    assert "**Now: [Q4](" in (text := board.board(stand_of(extra), {}, EN).text)
    assert ") · extra question** — Why?" in text


def test_who_is_asked_is_mentioned() -> None:
    session = opened(minute=6)
    post = desk.desk_post(session, Paused(at=T0, cause=Cause.OUTAGE), EN)
    assert post is not None
    assert post.pings == (HOST,)
    assert f"\n<@{HOST}> I was offline" in post.text, "Discord notifies just who is mentioned in the text"
    private = desk.without_buttons(session, post, EN)
    assert private.text == f"{post.text}\nUse /tchat resume, close or cancel in <#500>."
    assert (private.pings, private.actions) == ((), ())


def test_what_happened_to_the_end_is_said() -> None:
    session = opened(minute=6)
    sooner = fold(session, decisions.move_end(session, at(30), at(6), HOST))
    assert (
        cards.end_moved(sooner, EN).text == f"The end has moved: the chat now ends at <t:{int(at(30).timestamp())}:t>."
    )
    assert _kinds(session, lambda s, now, by: decisions.move_end(s, at(30), now, by)) == "end-moved card-1"
    assert "Thank you for reading" in cards.closing(stand_of(opened(minute=41)), 0, EN).text


def test_the_reading_list_comes_with_a_welcome_that_was_not_announced() -> None:
    session = set_session(READ_PACK)
    begun = Opened(at=T0)
    kinds = [e.key for e in effects_of(begun, session, fold(session, [begun]))]
    assert kinds == ["welcome@2", "pin@2", "preview-1@2"]
    plain = set_session()
    assert [e.key for e in effects_of(begun, plain, fold(plain, [begun]))] == ["welcome@2", "pin@2"]


def test_each_fact_makes_visible_what_it_should() -> None:
    session = set_session(opens_in=600)
    announced = fold(session, [Announced(at=T0)])
    assert effects_of(Announced(at=T0), session, announced) == [
        PreviewPost(2, 0),
        PreviewPost(2, 1),
        ShowEvent(2),
    ]
    called_off = Cancelled(at=T0, by=HOST)
    kinds = [e.key for e in effects_of(called_off, session, fold(session, [called_off]))]
    assert kinds == ["event@2"], "nobody was told of it yet"
    kinds = [e.key for e in effects_of(called_off, announced, fold(announced, [called_off]))]
    assert kinds == ["preview-edit-0@3", "cancelled@3", "event@3"]
    begun = fold(announced, [Opened(at=at(600)), Asked(at=at(600), number=1)])
    kinds = [e.key.split("@")[0] for e in effects_of(called_off, begun, fold(begun, [called_off]))]
    assert kinds == ["preview-edit-0", "cancelled", "card-1", "unpin", "archive-thread-1", "event"]
    assert _kinds(opened(minute=6), partial(decisions.close, answered=False, sure=True)) == (
        "cancelled card-1 unpin archive-thread-1"
    )
    assert _kinds(opened(minute=6), decisions.ask_next) == "question-2 thread-2 card-1 moved-on-1"
    assert _kinds(opened(), decisions.ask_next) == "question-1 thread-1"
    assert _kinds(opened(pack_of(answers=AnswersMode.CHANNEL), 6), decisions.ask_next) == "question-2 card-1"
    assert _kinds(opened(), partial(decisions.skip, sure=True)) == ""
    assert _kinds(opened(minute=6), partial(decisions.skip, sure=True)) == "card-1"
    assert _kinds(opened(minute=6), partial(decisions.close, sure=True)) == "closing card-1"
    assert _kinds(opened(minute=6), decisions.pause) == "paused card-1"
    assert _kinds(after(opened(minute=6), decisions.pause, 6), decisions.resume) == "resumed card-1"
    closed = opened(minute=41)
    archived = Archived(at=at(99))
    kinds = [e.name for e in effects_of(archived, closed, fold(closed, [archived]))]
    assert kinds == ["unpin", *["archive-thread"] * 3]
    no_threads = opened(pack_of(answers=AnswersMode.CHANNEL), 41)
    assert [e.name for e in effects_of(archived, no_threads, fold(no_threads, [archived]))] == ["unpin"]


def test_a_question_that_joins_is_added_to_the_preview_where_there_is_one_to_read() -> None:
    quiet = set_session(opens_in=600)
    announced = fold(quiet, [Announced(at=T0)])
    added, _ = decisions.join(announced, Question(Text({"en": "Why?"})), at(1), HOST)
    for before, keys in (
        (announced, ["preview-edit-0@3", "preview-2@3"]),
        (quiet, []),
        (fold(announced, [Opened(at=at(600))]), []),
    ):
        assert [effect.key for effect in effects_of(added, before, fold(before, [added]))] == keys


def test_a_question_without_its_thread_asks_for_answers_in_the_channel_until_it_has_one() -> None:
    session = opened(minute=6)
    for notice, told, asks in (
        (Notice.NO_THREAD, 1, "Answer here: begin with A1"),
        (Notice.NO_THREAD, 0, "Answer here: begin with A1"),
        (Notice.THREAD_MADE, 1, "Answer in the thread below"),
        (Notice.THREAD_MADE, 0, "Answer in the thread below"),
        (Notice.THREAD_GONE, 1, "Answer here: begin with A1"),
    ):
        facts = decisions.miss_thread(session, notice, 1, at(7), "why.")
        assert len(facts) == told
        if facts:
            shown = [effect.key for effect in effects_of(facts[0], session, fold(session, facts))]
            assert shown == [f"card-1@{session.facts + 1}", f"tell-hosts@{session.facts + 1}"]
        session = fold(session, facts)
        assert asks in cards.question_card(stand_of(session), 1, EN).text


def test_what_the_bot_cannot_solve_goes_to_the_host_desk() -> None:
    session = opened(minute=6)
    outage = Paused(at=at(6), cause=Cause.OUTAGE)
    kinds = [e.name for e in effects_of(outage, session, fold(session, [outage]))]
    assert kinds == ["paused", "card", "ask-hosts"]
    refused = Paused(at=at(6), cause=Cause.REFUSED, detail="no permission")
    paused = fold(session, [refused])
    assert [e.name for e in effects_of(refused, session, paused)] == ["ask-hosts"]
    resumed = Resumed(at=at(7), by=HOST)
    again = [e.key for e in effects_of(resumed, paused, fold(paused, [resumed]), lost={1})]
    assert again == ["resumed@5", "question-1@5", "thread-1@5"]
    told = HostsTold(at=at(6), notice=Notice.NOT_POSTED, detail="x")
    assert [e.name for e in effects_of(told, session, fold(session, [told]))] == ["tell-hosts"]


@pytest.mark.parametrize(
    ("fact", "said", "buttons"),
    [
        (Held(at=T0, cause=Cause.OUTAGE), "I was offline at <t:", ["panel:resume:500:7", "panel:cancel:500:7"]),
        (Held(at=T0, cause=Cause.REFUSED, detail="Send Messages"), "I am missing Send Messages", 2),
        (
            Paused(at=T0, cause=Cause.OUTAGE),
            "I was offline when the next step was due",
            ["panel:resume:500:7", "panel:close:500:7"],
        ),
        (Paused(at=T0, cause=Cause.UNREADABLE, detail="why."), "cannot tell whether my last post", 2),
        (Paused(at=T0, cause=Cause.REMOVED), "removed from the server and am back", 2),
        (Paused(at=T0, cause=Cause.REFUSED, detail="why."), "did not go through, so the chat is waiting: why.", 2),
        (RoomLost(at=T0), "`tchat transcript 7`", 0),
        (HostsTold(at=T0, notice=Notice.PERMISSIONS, detail="Pin Messages"), "missing in the channel: Pin Messages", 0),
        (HostsTold(at=T0, notice=Notice.NOT_POSTED, detail="why."), "why.", 0),
        (HostsTold(at=T0, notice=Notice.NO_THREAD, detail="why.", number=2), "Q2 has no thread yet: why. I keep", 0),
        (HostsTold(at=T0, notice=Notice.THREAD_MADE, number=2), "Q2 has its thread now.", 0),
        (HostsTold(at=T0, notice=Notice.THREAD_GONE, number=2), "stay in the record", 0),
        (HostsTold(at=T0, notice=Notice.PUT_BACK, detail="Why?"), "“Why?” is already in the channel", 0),
    ],
)
def test_hosts_are_told_what_happened_and_what_to_do(fact: Fact, said: str, buttons: list[str] | int) -> None:
    post = desk.desk_post(fold(opened(minute=6), []), fact, EN)
    assert post is not None
    assert post.text.startswith("**Session 7: What is colour?**\n")
    assert said in post.text
    ids = [action.id for action in post.actions]
    assert (len(ids) if isinstance(buttons, int) else ids) == buttons


def test_the_desk_speaks_only_of_what_concerns_hosts() -> None:
    with pytest.raises(ValueError, match="Opened"):
        desk.desk_post(opened(), Opened(at=T0), EN)
    assert desk.desk_name(opened(), EN) == "Hosts · session 7"
    assert "disk full." in desk.storage_trouble("disk full.", EN).text
    assert "none are missing" in desk.storage_back(EN).text
    held = Held(at=T0, cause=Cause.REFUSED, detail="Send Messages, Pin Messages")
    told = desk.desk_post(opened(), held, FI)
    assert told is not None
    assert f"{FI.gettext('Send Messages')}, {FI.gettext('Pin Messages')}" in told.text, "in the hosts' language"
    lost = troubles.not_posted(MovedOnLine(9, 2), 500, "Try again.", EN)
    assert lost == "The last line in the thread of Q2 could not be posted in <#500>. Try again."


def _kinds(session: Session, decide: object) -> str:
    assert callable(decide)
    facts = decide(session, at(6), HOST)
    effects = effects_of(facts[-1], session, fold(session, facts))
    return " ".join(effect.key.split("@")[0] for effect in effects)


def test_a_host_sees_what_comes_when_and_what_is_wrong() -> None:
    session = opened(READ_PACK, 6)
    text = status.status(stand_of(session), {1: 3}, status.Health(), EN)
    assert "**Session 7: What is colour?** — running" in text
    assert f"- <t:{int(at(15).timestamp())}:t> Q2: What is red?" in text
    assert f"- <t:{int(at(23).timestamp())}:t> End of the chat" in text
    assert "Answers: [Q1](https://discord.com/channels/1/500/1" in text
    assert text.endswith("-# Last step 0.0 s late · 0 writes waiting · last error: –")
    health = status.Health(lateness=0.25, backlog=2, trouble="Discord is down", last_error="disk full")
    troubled = status.status(stand_of(session), {}, health, EN)
    assert "Not posted yet: Discord is down" in troubled
    assert troubled.endswith("-# Last step 0.2 s late · 2 writes waiting · last error: disk full")
    assert "Preview" in status.status(stand_of(set_session(opens_in=60)), {}, status.Health(), EN)
    hostless = fold(set_session(opens_in=60), [HostLeft(at=T0, person=HOST)])
    assert "Hosts:" not in status.status(stand_of(hostless), {}, status.Health(), EN)
    paused = after(session, decisions.pause, 7)
    assert "paused" in status.status(stand_of(paused), {}, status.Health(), EN)
    assert "Late answers end" in status.status(stand_of(fold(opened(minute=41), [])), {}, status.Health(), EN)


def test_a_member_learns_where_we_are_in_their_language() -> None:
    session = opened(READ_PACK, 6)
    text = status.where_are_we(stand_of(session), "en", EN)
    assert ": What is blue?" in text
    assert "On Blue" in text
    assert "Q2: What is red?" in text
    assert "Mitä väri on?" in status.where_are_we(stand_of(session), "fi", FI)
    paused = status.where_are_we(stand_of(after(session, decisions.pause, 7)), "en", EN)
    assert "Q2" not in paused
    assert "## " not in status.where_are_we(stand_of(opened(READ_PACK)), "en", EN), "nothing is asked yet"
    over = opened(READ_PACK, 30)
    assert "The recap comes at about <t:" in status.where_are_we(stand_of(over), "en", EN)
    over = fold(over, [RecapPublished(at=at(53), answers=3, digest="a")])
    stand = Stand(over, {**stand_of(over).landed, SummaryPost(9): 77})
    text = status.where_are_we(stand, "en", EN)
    until = f"<t:{int((at(23) + timedelta(hours=48)).timestamp())}:F>"
    assert f"Late answers count until {until}: {stand.link(1, EN)} · {stand.link(2, EN)}\n" in text
    assert "## " not in text
    assert text.endswith("\n[The recap](https://discord.com/channels/1/500/77)")
    hasty = fold(opened(READ_PACK), [Closed(at=at(1))])
    assert "Late" not in status.where_are_we(stand_of(hasty), "en", EN), "nothing was asked"
    opens = f"\nOpens <t:{int(at(9).timestamp())}:F>, <t:{int(at(9).timestamp())}:R>."
    assert status.where_are_we(stand_of(set_session(opens_in=9)), "en", EN).endswith(opens)


def test_a_host_hears_what_came_of_a_request() -> None:
    later, now = set_session(READ_PACK, opens_in=60), set_session(READ_PACK)
    assert "opens <t:" in confirmations.started(later, READ_PACK, EN)
    assert f"The chat ends at <t:{int(at(83).timestamp())}:t>." in confirmations.started(later, READ_PACK, EN)
    slow = pack_of(1, timing=Timing(question=timedelta(hours=6)))
    assert f"<t:{int(at(370).timestamp())}:f>" in confirmations.started(set_session(slow), slow, EN), "of which day?"
    assert "starts now in <#500>" in confirmations.started(now, READ_PACK, EN)
    fallen_back = set_session(replace(READ_PACK, answers=AnswersMode.CHANNEL))
    assert "so people answer in the channel, beginning with A1" in confirmations.started(fallen_back, READ_PACK, EN)
    assert "Asking Q1: What is blue?" in confirmations.asked(opened(READ_PACK, 6), EN)
    skipped = after(opened(READ_PACK, 6), partial(decisions.skip, sure=True), 6)
    assert "No question is left" in confirmations.skipped(skipped, EN)
    assert "Next: Q1" in confirmations.skipped(opened(READ_PACK), EN)
    assert "until <t:" in confirmations.extended(opened(READ_PACK, 6), EN)
    paused = after(opened(READ_PACK, 6), decisions.pause, 6)
    assert "after the break" in confirmations.extended(paused, EN)
    assert "/tchat resume" in confirmations.paused(paused, EN)
    assert "The chat goes on" in confirmations.resumed(opened(READ_PACK, 6), EN)
    assert "recap follows" in confirmations.closed(opened(READ_PACK, 41), EN)
    assert "called off" in confirmations.cancelled(later, EN)


def test_rulings_are_confirmed() -> None:
    assert confirmations.filed(Ruling(filed=True, number=2), EN) == "Filed under Q2."
    assert confirmations.filed(Ruling(filed=True), EN) == "Filed under no question."
    assert confirmations.left_out(Ruling(left_out=True), EN).startswith("Left out")
    assert confirmations.left_out(Ruling(), EN) == "Your message is part of the record again."


def test_packs_in_a_list() -> None:
    assert pack_line(pack_of(), EN) == "**colours** — What is colour? · 3 questions · 40 min"
    planned: Pack = pack_of(schedule=Schedule(T0, T0 + minutes(60), "UTC"))
    assert pack_line(planned, EN).endswith(f"<t:{int(T0.timestamp())}:F>")
    assert "`tchat check`" in faulty_pack_line("broken", EN)


def test_texts_are_cut_at_a_word() -> None:
    assert shortened("one two", 10) == "one two"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("onetwothree", 5) == "onet…"
    assert title_of(Reading(), "en") == ""
    assert reading_line(UNLINKED, "en") == "- Out of Print — Ben Lindqvist"
