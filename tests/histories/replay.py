"""What the facts and the outbox of a history come to, as plain JSON in words that outlive the names in the code."""

from datetime import datetime
from typing import Any

from bot.adapters.sql.store import SqlStore
from bot.core.session.cases import Case
from bot.core.session.facts import NAMES
from bot.core.session.state import CaseState, PendingState, Phase, Session
from bot.core.session.timetable import Step, next_step, question_ends, remaining
from tests.clock import NOON
from tests.histories import History


async def replayed(store: SqlStore, history: History) -> dict[str, Any]:
    """The whole record, but for what members said: transcripts show that."""
    sessions = {number: await _session(store, number) for number in history.sessions}
    room = (await store.load(history.running)).session.room
    slots = await store.slots()
    running = history.running
    return {
        "sessions": sessions,
        "reminded of the running session": await store.to_remind(room.channel, running),
        "slots": [[s.weekday, f"{s.at:%H:%M}", s.zone, f"{s.since}", s.every, s.nth, s.by] for s in slots],
        "queues": [await store.queue(slot.id) for slot in slots],
        "packs": await store.packs(room.guild),
        "suggestions": [[s.name, s.text, s.state] for n in range(1, 4) if (s := await store.suggestion(n))],
        "rules": await store.recall(f"moderation of server {room.guild}"),
        "undelivered": {n: told for n in range(100, 110) if (told := await store.undelivered(room.guild, n))},
    }


async def _session(store: SqlStore, number: int) -> dict[str, Any]:
    """Where a session stands, what comes next, what was decided, what is in the room and what is not there yet."""
    stored = await store.load(number)
    pending = await store.pending(number)
    return {
        **_standing(stored.session),
        **_decided(stored.session),
        "timetable": [_step(step) for step in _steps(stored.session)],
        "facts": [NAMES[type(fact)] for fact in await store.facts(number)],
        "landed": {effect.key: message for effect, message in stored.landed.items()},
        "lost": sorted(effect.key for effect in stored.lost),
        "pending": [[each.effect.key, each.claim and each.claim.payload.text] for each in pending],
        "names": await store.names(number),
        "about cases": [_case(case) for case in await store.cases(number)],
        "messages of cases": await store.messages_by_case(number),
        "words of drafts": [[d.id, d.question, d.name, d.text, d.reason] for d in await store.pending_answers(number)],
    }


def _seconds(session: Session, number: int) -> float:
    return (question_ends(session, number, NOON) - NOON).total_seconds()


def _standing(session: Session) -> dict[str, Any]:
    questions = [
        [question.ask.versions, _seconds(session, number), len(question.readings), question.reviewed]
        for number, question in enumerate(session.questions, 1)
    ]
    moments = (session.scheduled_at, session.opens_at, session.opened_at, session.paused_at, session.closed_at)
    return {
        "title": session.pack.title.versions,
        "rehearsal": session.rehearsal,
        "phase": session.phase.value,
        "scheduled, opens, opened, paused, closed": [_instant(moment) for moment in moments],
        "questions": questions,
        "asked": [[asking.number, _instant(asking.at)] for asking in session.asked],
        "upcoming": session.upcoming,
        "hosts": {person: role.value for person, role in session.hosts.items()},
        "lead": session.lead,
        "summaries, answers in the last": [session.recap.revision, session.recap.answers],
    }


def _decided(session: Session) -> dict[str, Any]:
    rulings = session.rulings.items()
    return {
        "rulings": {message: [r.filed, r.number, r.featured, r.left_out] for message, r in rulings},
        "asked about": sorted(session.doubted),
        "cases": {number: _case_state(case) for number, case in session.cases.items()},
        "answers to review": {number: _draft_state(draft) for number, draft in session.pending.items()},
    }


def _case_state(case: CaseState) -> list[Any]:
    people = (case.told, case.withheld, case.removed, case.timed_out, case.appeals)
    return [case.measure.value, case.by, case.carded, *(sorted(each) for each in people)]


def _draft_state(draft: PendingState) -> list[Any]:
    return [draft.question, draft.person, draft.late, draft.stage.value, draft.by, draft.others]


def _case(case: Case) -> list[Any]:
    return [case.id, case.rule, case.matter, case.channel, case.name, case.text, case.reason, _instant(case.opened_at)]


def _steps(session: Session) -> tuple[Step, ...]:
    if session.phase is Phase.OPEN:
        return remaining(session)
    step = next_step(session)
    return (step,) if step else ()


def _step(step: Step) -> list[Any]:
    return [step.kind.value, step.number, _instant(step.due)]


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
