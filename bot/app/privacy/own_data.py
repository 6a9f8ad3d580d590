"""What is kept of a member: counted for a panel, in full for a file that they may take along."""

from collections.abc import Iterable

from bot.app.ports.own_words import KeptOfChat, KeptOfMember
from bot.app.ports.store import Store
from bot.core.base.choices import Choice
from bot.core.session.cases import TOLD
from bot.core.session.facts import Fact, Moderated


async def kept_of(store: Store, platform: str, guild: int, person: int) -> KeptOfMember:
    """Return what is kept of a member on a server."""
    numbers = await store.sessions_with(platform, guild, person)
    return KeptOfMember(
        guild=guild,
        person=person,
        choice=(await store.choices(guild)).get(person, Choice()),
        chats=tuple([await _chat(store, number, person) for number in numbers]),
        reminders=tuple(await store.reminders_of(guild, person)),
        suggestions=tuple(await store.suggestions_of(guild, person)),
        notices=tuple(text for _, text in await store.undelivered(guild, person)),
    )


async def _chat(store: Store, number: int, person: int) -> KeptOfChat:
    pack = (await store.load(number)).session.pack
    said = await store.said_by(number, [person])
    facts = await store.facts(number)
    return KeptOfChat(
        number=number,
        title=pack.title.in_language(pack.language),
        language=pack.language,
        messages=len(said),
        files=sum([len(each.attachments) async for each in store.read(number, said)]),
        reactions=tuple(await store.reactions_by(number, person)),
        cases=tuple(
            (case.rule, case.opened_at, case.text, _measures(facts, case.id, person))
            for case in await store.cases(number)
            if case.person == person and case.rule != TOLD  # who told the hosts, and what, is for hosts alone
        ),
        waiting=tuple(
            (each.question, each.text) for each in await store.pending_answers(number) if each.person == person
        ),
        told=tuple(await store.told_by(number, person)),
    )


def _measures(facts: Iterable[Fact], case: int, person: int) -> tuple[str, ...]:
    """Return what was done about somebody in a case, in order."""
    return tuple(
        str(fact.measure)
        for fact in facts
        if isinstance(fact, Moderated) and (fact.case, fact.person) == (case, person)
    )
