"""A whole chat, as the people in the room live through it."""

from tests.stage import Stage, pack_of

PACK = pack_of("What is blue?", "What is red?", "What is green?")


async def test_questions_come_on_time_and_answers_are_filed(stage: Stage) -> None:
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(PACK)
    assert "# What is colour? · #TChat" in stage.posts()[0]
    await ada.says("Hello all!")

    await stage.advance(minutes=5)
    assert "What is blue?" in stage.card(1).text
    sky = await ada.says("The sky on a good day", in_thread=1)
    await ben.says("A1 the sea")
    await ben.says("not the sky, the ice", reply_to=sky)
    await ben.says("hm, let me think")

    await stage.advance(minutes=10)
    assert "next: [Q2]" in stage.card(1).text
    await ben.says("A2: blood", reply_to=None)
    await ada.says("and the sea at night, too", in_thread=1)

    assert await stage.answers(1) == [
        "Ada: The sky on a good day (thread)",
        "Ben: A1 the sea (prefix)",
        "Ben: not the sky, the ice (reply)",
        "Ada: and the sea at night, too (thread)",
    ]
    assert await stage.answers(2) == ["Ben: A2: blood (prefix)"]
    assert await stage.talk() == ["Ada: Hello all!", "Ben: hm, let me think (current)"]


async def test_the_hour_ends_with_a_summary_and_late_answers_are_taken(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=8)
    await ada.says("The sky on a good day", in_thread=1)
    await stage.advance(minutes=32)
    assert stage.session.phase == "closed"
    assert "Thank you" in stage.posts()[-2]
    assert "> The sky on a good day — [Ada]" in stage.posts()[-1]

    await ada.says("forget-me-nots", in_thread=1)
    assert await stage.answers(1) == ["Ada: The sky on a good day (thread)", "Ada: forget-me-nots (thread, late)"]
    await stage.advance(hours=48)
    await ada.says("too late", in_thread=1)
    assert len(await stage.answers(1)) == 2


async def test_a_restart_in_the_middle_of_everything_changes_nothing(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await ada.says("the sky", in_thread=1)
    await stage.restart()
    await stage.advance(minutes=10)
    await ada.says("roses", in_thread=2)
    await stage.restart()
    await stage.advance(minutes=10)
    assert [stage.card(number).id for number in (1, 2, 3)]
    assert await stage.answers(1) == ["Ada: the sky (thread)"]
    assert await stage.answers(2) == ["Ada: roses (thread)"]


async def test_a_link_that_was_shared_twice_is_listed_once_with_who_shared_it_first(stage: Stage) -> None:
    ada, ben = stage.member("Ada"), stage.member("Ben")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await ada.says("Read https://example.org/sky first", in_thread=1)
    await ben.says("https://example.org/sky says it all", in_thread=1)
    summary = await stage.engine.records.summary(stage.number)
    assert [(link.url, link.entry.contribution.author.name) for link in summary.links] == [
        ("https://example.org/sky", "Ada")
    ]
