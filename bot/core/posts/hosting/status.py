"""Where a chat stands, in words: for a host's private panel, and for a member who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.base.post import stamp
from bot.core.base.words import N_, Words
from bot.core.posts.phrases import recap_comes, recap_link, rehearsal_mark, time_of
from bot.core.script.pack_text import reading_line
from bot.core.session.landed import Stand
from bot.core.session.state import Phase, Session
from bot.core.session.timetable import Step, StepKind, archives, closes_at, next_of_course, remaining
from bot.core.text.shorten import shortened

PHASES: Mapping[Phase, str] = {
    Phase.SCHEDULED: N_("scheduled"),
    Phase.HELD: N_("waiting for the hosts"),
    Phase.OPEN: N_("running"),
    Phase.PAUSED: N_("paused"),
    Phase.CLOSED: N_("closed, late answers still count"),
    Phase.ARCHIVED: N_("archived"),
    Phase.CANCELLED: N_("called off"),
    Phase.ROOM_GONE: N_("ended: its channel was deleted"),
}

STEPS: Mapping[StepKind, str] = {
    StepKind.ANNOUNCE: N_("Preview"),
    StepKind.REMIND: N_("Reminder"),
    StepKind.OPEN: N_("Opening"),
    StepKind.CLOSE: N_("End of the chat"),
    StepKind.SUMMARISE: N_("Draft of the recap"),
    StepKind.PUBLISH: N_("Recap"),
    StepKind.ARCHIVE: N_("Late answers end"),
    StepKind.ASK_CO_HOSTS: N_("The other hosts are asked"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """What a host may want to know about the bot itself.

    `lateness` is by how many seconds the last step was late, `backlog` how many writes wait, `trouble` what keeps a
    post from the room right now, `last_error` the last thing that went wrong.
    """

    lateness: float = 0.0
    backlog: int = 0
    trouble: str | None = None
    last_error: str | None = None


def status(stand: Stand, answers: Mapping[int, int], health: Health, words: Words) -> str:
    """Return a host's view: where the chat is, what comes when, how many answers, what is wrong."""
    session = stand.session
    title = session.pack.title.in_language(session.pack.language)
    lines = [
        *rehearsal_mark(session, words),
        words.gettext("**Session {number}: {title}** — {phase}").format(
            number=session.number, title=title, phase=words.gettext(PHASES[session.phase])
        ),
        *_current(stand, words),
        *(_step_line(step, session, words) for step in _steps(session)),
    ]
    if session.hosts:
        lines.append(_hosts(session, words))
    if session.asked:
        counts = " · ".join(f"{stand.link(a.number, words)} {answers.get(a.number, 0)}" for a in session.asked)
        lines.append(words.gettext("Answers: {counts}").format(counts=counts))
    if health.trouble:
        lines.append("⚠️ " + words.gettext("Not posted yet: {reason}").format(reason=health.trouble))
    return "\n".join([*lines, _health(health, words)])


def _health(health: Health, words: Words) -> str:
    """Return the small print about the bot itself."""
    late = words.gettext("Last step {seconds} s late").format(seconds=f"{health.lateness:.1f}")
    waiting = words.ngettext("{count} write waiting", "{count} writes waiting", health.backlog)
    error = words.gettext("last error: {error}").format(error=health.last_error or "–")
    return f"-# {late} · {waiting.format(count=health.backlog)} · {error}"


def where_are_we(stand: Stand, language: str, words: Words) -> str:
    """Return a member's view, in their language: the question now with its readings, and what comes next."""
    session = stand.session
    number = session.current
    lines = [f"**{session.pack.title.in_language(language)}** — {words.gettext(PHASES[session.phase])}"]
    if number is not None and session.is_running:
        lines.append(f"## {stand.link(number, words)}: {session.text_of(number, language)}")
        lines += [reading_line(reading, language) for reading in session.question(number).readings]
    if session.phase is Phase.SCHEDULED:
        assert session.opens_at is not None
        opens = words.gettext("Opens {time}, {distance}.")
        lines.append(opens.format(time=stamp(session.opens_at, "F"), distance=stamp(session.opens_at, "R")))
    elif session.phase is Phase.CLOSED:
        lines += _afterwards(stand, words)
    elif step := next_of_course(session):
        lines.append(_step_line(step, session, words, language))
    return "\n".join(lines)


def where_the_recap_is(stand: Stand, words: Words) -> list[str]:
    """Return where the recap is, or when it comes."""
    session = stand.session
    if session.phase is Phase.CLOSED and not session.recap.published:
        return [recap_comes(session, words)]
    return recap_link(stand, words)


def _afterwards(stand: Stand, words: Words) -> list[str]:
    """Return where late answers go and until when, and where the recap is."""
    session = stand.session
    assert session.closed_at is not None
    late = words.gettext("Late answers count until {time}: {questions}")
    questions = " · ".join(stand.link(asking.number, words) for asking in session.asked)
    until = stamp(session.closed_at + session.pack.timing.archive, "F")
    lines = [late.format(time=until, questions=questions)] if session.asked else []
    return [*lines, *where_the_recap_is(stand, words)]


def _hosts(session: Session, words: Words) -> str:
    """Return who hosts, the lead first."""
    leading = words.gettext("<@{host}> (lead)")
    lead = [leading.format(host=session.lead)] if session.lead else []
    others = [f"<@{host}>" for host in session.hosts if host != session.lead]
    return words.gettext("Hosts: {names}").format(names=", ".join([*lead, *others]))


def _current(stand: Stand, words: Words) -> list[str]:
    session = stand.session
    if session.current is None or session.is_over:
        return []
    now = words.gettext("Now: {question} {text}")
    text = shortened(session.text_of(session.current), 200)
    return [now.format(question=stand.link(session.current, words), text=text)]


def _steps(session: Session) -> tuple[Step, ...]:
    if session.phase is Phase.OPEN:
        return remaining(session)
    step = next_of_course(session)
    if step is None:
        return ()
    if session.phase is Phase.SCHEDULED:
        assert session.opens_at is not None
        opening = Step(StepKind.OPEN, session.opens_at)
        before = () if step.kind is StepKind.OPEN else (step,)
        return (opening, *before, Step(StepKind.CLOSE, closes_at(session)))
    if step.kind in (StepKind.SUMMARISE, StepKind.PUBLISH):
        return (step, archives(session))
    return (step,)


def _step_line(step: Step, session: Session, words: Words, language: str | None = None) -> str:
    if step.number is not None:
        label = words.gettext("Q{number}").format(number=step.number)
        text = shortened(session.text_of(step.number, language), 100)
        return f"- {time_of(session.pack, step.due)} {label}: {text}"
    style = "f" if step.kind in _DATED else "t"
    when = time_of(session.pack, step.due) if style == "t" else stamp(step.due, style)
    return f"- {when} {words.gettext(STEPS[step.kind])}"


_DATED = (StepKind.ANNOUNCE, StepKind.REMIND, StepKind.OPEN, StepKind.ARCHIVE)
