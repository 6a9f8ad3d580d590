"""Which chat is meant on Discord where a channel has several: named in the reply, with the others a click away."""

from datetime import UTC, datetime, timedelta

from bot.core.session.state import Phase
from tests.adapters.discord_chat.discord_room import Bot, Run, cards, surely
from tests.standin import Channel, Guild, Person, StandIn

NOW = datetime.now(UTC).replace(microsecond=0, second=0)
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=30)


async def _set(host: Person, place: Channel, when: datetime, pack: str = "colours") -> None:
    asked = await (await host.runs("tchat start", place, pack=pack, when=f"{when:%Y-%m-%d %H:%M}")).answered(
        "would open"
    )
    await (await host.clicks(asked, "Confirm")).answered("opens")


async def _hold(bot: Bot, discord: StandIn, host: Person, place: Channel, number: int) -> None:
    """Hold a chat with one answer and close it; an answer counts from when the question's card is in the room."""
    await (await host.runs("tchat start", place, pack="colours", when="now")).answered(f"Session {number}")
    await (await host.runs("tchat next", place)).answered("Asking Q1")
    await discord.until(lambda: len(cards(place, 1)) == number, "Q1 stands in the room")
    await host.says("A1 the sea", place)
    await bot.records(1, [("Meghan", "A1 the sea", "prefix")], session=number)
    await (await surely(host, await host.runs("tchat close", place))).answered("Closed")


def _stamp(when: datetime) -> str:
    return f"<t:{int(when.timestamp())}"


async def test_the_next_to_open_though_it_was_set_last(
    run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    eve = guild.member("Eve")
    async with run() as bot:
        await _set(meghan, general, LATER)
        await _set(meghan, general, SOON)
        panel = await (await meghan.runs("tchat status", general)).answered("Session 2")
        assert f"What is colour? · {LATER:%Y-%m-%d}" in panel.buttons
        await (await meghan.clicks(panel, f"What is colour? · {LATER:%Y-%m-%d}")).answered("Session 1")
        asked = await (await eve.runs("question", general)).answered(f"About “What is colour?”, {_stamp(SOON)}")
        await (await eve.clicks(asked, f"What is colour? · {LATER:%Y-%m-%d}")).answered(_stamp(LATER))
        added = await meghan.runs("tchat hosts add", general, member=eve, role="co-host")
        said = await added.answered(f"About “What is colour?”, {_stamp(SOON)}")
        more = await meghan.clicks(said, f"What is colour? · {LATER:%Y-%m-%d}")
        await more.answered(f"About “What is colour?”, {_stamp(LATER)}")
        assert [eve.user.id in (await bot.engine.store.load(number)).session.hosts for number in (1, 2)] == [True, True]
        led = await (await meghan.runs("tchat hosts lead", general, member=eve)).answered(_stamp(SOON))
        await (await meghan.clicks(led, f"What is colour? · {LATER:%Y-%m-%d}")).answered("has the lead")
        gone = await (await meghan.runs("tchat hosts remove", general, member=eve)).answered(_stamp(SOON))
        await (await meghan.clicks(gone, f"What is colour? · {LATER:%Y-%m-%d}")).answered("no longer hosts")
        doubt = await (await meghan.runs("tchat cancel", general)).answered(_stamp(SOON))
        doubt = await (await meghan.clicks(doubt, f"What is colour? · {LATER:%Y-%m-%d}")).answered(_stamp(LATER))
        await (await meghan.clicks(doubt, "Yes, do it")).answered("called off")
        await bot.is_(Phase.CANCELLED, session=1)
        await bot.is_(Phase.SCHEDULED, session=2)
        alone = await (await eve.runs("question", general)).answered("What is colour?")
        assert "About" not in alone.text


async def test_files_are_those_of_the_last_that_took_place(
    discord: StandIn, run: Run, general: Channel, meghan: Person
) -> None:
    async with run() as bot:
        await (await meghan.runs("tchat summary", general)).answered("There has been no chat")
        for number in (1, 2):
            await _hold(bot, discord, meghan, general, number)
        await _set(meghan, general, SOON)
        for command in ("tchat summary", "tchat transcript", "tchat settings moderation-log"):
            last = await (await meghan.runs(command, general)).answered("session 2, “What is colour?”, <t:")
            await (await meghan.clicks(last, f"What is colour? · {datetime.now(UTC):%Y-%m-%d}")).answered("session 1, ")
        offered = await meghan.completes("tchat transcript", general, focused="session", typed="")
        assert [choice["name"] for choice in offered] == [
            f"3 · What is colour? · {SOON:%Y-%m-%d} · scheduled",
            f"2 · What is colour? · {datetime.now(UTC):%Y-%m-%d} · closed, late answers still count",
            f"1 · What is colour? · {datetime.now(UTC):%Y-%m-%d} · closed, late answers still count",
        ]
        await (await meghan.runs("tchat start", general, pack="colours", when="now")).answered("Session 4")
        await bot.is_(Phase.OPEN, session=4)  # the reply comes when it is planned
        await (await meghan.runs("tchat transcript", general)).answered("session 4")
