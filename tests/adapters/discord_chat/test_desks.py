"""Where hosts are spoken to on Discord: per server, replaced when it is gone, closed to former hosts."""

import pytest

from bot.config import Discord
from tests.adapters.discord_chat.discord_room import Run, first_question
from tests.adapters.discord_chat.test_reviewing import REVIEWED, SKY
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts
from tests.standin.channel import FORUM, NEWS, PUBLIC_THREAD, STAGE, VOICE


@pytest.fixture
def ada(guild: Guild) -> Person:
    return guild.member("Ada")


async def _asked(host: Person, place: Channel) -> Message:
    """Start a reviewed chat, and return the card of its first question."""
    await (await host.runs("tchat start", place, pack="reviewed", when="now")).answered("Session")
    await (await host.runs("tchat next", place)).answered("Asking Q1")
    return await place.hears("**Q1 of 2**")


async def _sends(person: Person, card: Message, text: str = SKY) -> None:
    form = await (await person.clicks(card, "Answer")).modal()
    await (await person.submits(form, text=text)).answered("Thank you")


async def _suggests(person: Person, place: Channel, text: str) -> None:
    shown = await (await person.runs("question", place)).answered()
    form = await (await person.clicks(shown, "Suggest a question")).modal()
    await (await person.submits(form, text=text)).answered("Thank you")


class TestOfTwoServers:
    async def test_the_configured_desk_is_that_of_its_own_server_alone(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
    ) -> None:
        desk, other = guild.channel("desk"), discord.guild("Other")
        bea, cyd, hall = other.member("Bea", Permission.MANAGE_EVENTS), other.member("Cyd"), other.channel("hall")
        settings = {"discord": Discord(host_desk=desk.id, log_channel=desk.id)}
        async with run(settings, reviewed=REVIEWED) as bot:
            await _sends(ada, await _asked(meghan, general))
            await desk.hears(SKY)
            await _sends(cyd, await _asked(bea, hall), "The sea at noon")
            await (await hall.gains_thread("Hosts")).hears("The sea at noon")
            other.bot_loses(Permission.CREATE_PRIVATE_THREADS)
            card = await hall.hears("**Q1 of 2**")
            await _sends(cyd, card, "Another sea")
            await bot.engine.delivery.idle()
            assert [m.text for m in desk.messages() if "sea" in m.text] == []

    async def test_a_server_chooses_its_own(
        self, discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
    ) -> None:
        desk, other = guild.channel("desk"), discord.guild("Other")
        bea, hall = other.member("Bea", Permission.MANAGE_EVENTS), other.channel("hall")
        async with run(reviewed=REVIEWED):
            card = await _asked(meghan, general)
            await _sends(ada, card)
            first = await (await general.gains_thread("Hosts")).hears(SKY)
            used = await meghan.runs("tchat settings desk", general, channel=desk)
            assert "Everyone can read that channel" in (await used.answered("in <#")).text
            await desk.hears("From now on I talk to the hosts here")
            waiting = await desk.hears(SKY)
            await (await meghan.clicks(waiting, "Approve")).answered("Approved.")
            await (await meghan.clicks(first, "Approve")).answered("already decided")
            await (await bea.runs("tchat settings desk", hall, channel=desk)).answered("There is no such channel")
            await (await meghan.runs("tchat settings desk", general)).answered("in a private thread")


class TestADeskThatIsGone:
    async def test_is_replaced_at_once_with_all_that_waits(
        self, run: Run, general: Channel, meghan: Person, ada: Person
    ) -> None:
        async with run(reviewed=REVIEWED):
            card = await _asked(meghan, general)
            await _sends(ada, card)
            thread = await general.gains_thread("Q1")
            said = await ada.says("you are all fools", thread)
            form = await (await ada.uses_on("Tell the hosts", said)).modal()
            await (await ada.submits(form, text="Look")).answered("Thank you")
            desk = await general.gains_thread("Hosts")
            await desk.hears("A member asks you to look")
            await meghan.deletes_channel(desk)
            again = await general.gains_thread("Hosts")
            told = await again.hears("From now on I talk to the hosts here")
            assert told.allowed_mentions == {"parse": [], "users": [meghan.user.id]}
            await again.hears("A member asks you to look")
            waiting = await again.hears(SKY)
            assert [SKY in m.text for m in again.messages()].count(True) == 1
            await (await meghan.clicks(waiting, "Approve")).answered("Approved.")
            await thread.hears(f"**Ada:** {SKY}")

    async def test_also_while_the_bot_was_away(self, run: Run, general: Channel, meghan: Person, ada: Person) -> None:
        async with run(reviewed=REVIEWED):
            card = await _asked(meghan, general)
            await _sends(ada, card)
            desk = await general.gains_thread("Hosts")
            await desk.hears(SKY)
        acts.remove_channel(desk)
        async with run(reviewed=REVIEWED) as bot:
            await _sends(ada, card, "The sea")
            again = await general.gains_thread("Hosts")
            await again.hears("The sea")
            await again.hears(SKY)
            await bot.engine.delivery.idle()
            assert [sum(text in m.text for m in again.messages()) for text in (SKY, "The sea", "From now on")] == [
                1,
                1,
                1,
            ]

    async def test_a_channel_that_was_chosen(
        self, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
    ) -> None:
        desk = guild.channel("desk")
        async with run({"discord": Discord(host_desk=desk.id)}, reviewed=REVIEWED):
            await _sends(ada, await _asked(meghan, general))
            await desk.hears(SKY)
            await meghan.deletes_channel(desk)
            await (await general.gains_thread("Hosts")).hears(SKY)
            await (await meghan.runs("tchat check", general)).answered("The channel in discord.host_desk is gone")
            other = guild.channel("other-desk")
            await (await meghan.runs("tchat settings desk", general, channel=other)).answered("in <#")
            await other.hears(SKY)
            await meghan.deletes_channel(other)
            await (await meghan.runs("tchat check", general)).answered("The hosts' channel is gone")

    async def test_suggestions_are_shown_again(self, run: Run, general: Channel, meghan: Person, ada: Person) -> None:
        async with run():
            await first_question(general, meghan)
            await _suggests(ada, general, "What is grey?")
            desk = await general.gains_thread("Hosts")
            await desk.hears("What is grey?")
            await meghan.deletes_channel(desk)
            again = await general.gains_thread("Hosts")
            card = await again.hears("What is grey?")
            await again.hears("From now on")
            await (await meghan.clicks(card, "Accept")).answered("Accepted")
        acts.remove_channel(again)
        async with run():
            await _suggests(ada, general, "What is pink?")
            await (await general.gains_thread("Hosts")).hears("What is pink?")


async def test_in_an_announcement_channel_without_a_desk_hosts_are_told_and_lose_nothing(
    run: Run, guild: Guild, meghan: Person, ada: Person
) -> None:
    news, desk = guild.channel("news", kind=NEWS), guild.channel("desk")
    async with run(reviewed=REVIEWED) as bot:
        await (await meghan.runs("tchat check", news)).answered("Choose a channel for them with /tchat settings desk")
        card = await _asked(meghan, news)
        await _sends(ada, card)
        await meghan.is_told("Choose a channel with /tchat settings desk; what waits is shown there at once.")
        await _sends(ada, card, "The sea")
        await _suggests(ada, news, "What is grey?")
        await bot.engine.delivery.idle()
        private = [place for place in guild.world.channels.values() if place.recipient is meghan.user]
        assert len([message for place in private for message in place.messages()]) == 1
        await (await meghan.runs("tchat settings desk", news, channel=desk)).answered("in <#")
        for text in ("From now on I talk to the hosts here", SKY, "The sea", "What is grey?"):
            await desk.hears(text)
        waiting = await desk.hears(SKY)
        await (await meghan.clicks(waiting, "Approve")).answered("Approved.")
        await (await meghan.runs("tchat check", news)).answered("Everything is ready")


async def test_a_former_host_reads_along_no_more(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    kevin = guild.member("Kevin")
    async with run(reviewed=REVIEWED):
        card = await _asked(meghan, general)
        await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
        await _sends(ada, card)
        await _suggests(ada, general, "What is grey?")
        desks = [thread for thread in general.threads() if thread.private]
        await guild.world.until(lambda: all(kevin.user.id in desk.member_ids for desk in desks), "Kevin is let in")
        assert len(desks) == 2
        await (await meghan.runs("tchat hosts remove", general, member=kevin)).answered("no longer hosts")
        await guild.world.until(lambda: not any(kevin.user.id in desk.member_ids for desk in desks), "Kevin is out")
        await (await meghan.runs("tchat hosts add", general, member=kevin, role="co-host")).answered("co-host")
        await guild.world.until(
            lambda: all(kevin.user.id in desk.member_ids for desk in desks), "Kevin is let in again"
        )


async def test_the_first_card_of_a_chat_mentions_the_lead_once(
    run: Run, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run(reviewed=REVIEWED):
        card = await _asked(meghan, general)
        await _sends(ada, card)
        desk = await general.gains_thread("Hosts")
        first = await desk.hears(SKY)
        await _sends(ada, card, "The sea")
        second = await desk.hears("The sea")
        mention = f"<@{meghan.user.id}>"
        assert [mention in first.text, mention in second.text] == [True, False]
        assert first.allowed_mentions is not None
        assert first.allowed_mentions["users"] == [meghan.user.id]


@pytest.mark.parametrize("kind", [VOICE, STAGE, PUBLIC_THREAD, FORUM])
async def test_a_chat_needs_a_text_channel(run: Run, guild: Guild, general: Channel, meghan: Person, kind: int) -> None:
    place = Channel(guild.world, "elsewhere", kind=kind, guild=guild)
    if kind in (PUBLIC_THREAD, FORUM):
        parent = general if kind == PUBLIC_THREAD else place
        place = Channel(guild.world, "a thread", kind=PUBLIC_THREAD, guild=guild)
        place.parent, place.starter = parent, meghan.user
    async with run() as bot:
        for command, given in (
            ("tchat check", {}),
            ("tchat start", {"pack": "colours", "when": "now"}),
            ("tchat settings slot-add", {"day": "Wednesday", "time": "19:00", "zone": "UTC"}),
        ):
            await (await meghan.runs(command, place, **given)).answered("A chat needs a text channel")
        assert await bot.engine.store.listed() == []
