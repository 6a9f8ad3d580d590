"""Long turns of honest people, as they are heard in meetings: signs of frauds stand in them by chance."""

import pytest

from bot.core.moderation.settings import Rule
from tests.core.moderation.talk import PLAIN, Talk

TURNS = """\
My view is that trust in doctors has moved. People trust the one they know and doubt the one on television. So send me
ten who will talk at the market on Saturday, and keep your two million for posters.

I mean, if you look at the remote, people lose it, people sit on it, they drop it behind the sofa, so maybe we could
sell it with a little holder and keep the price under twenty five euros, which is what finance told us to do.

The C_F_O_ says, but I don't know, I'm not sold on this, it's pretty dear, that's like forty bucks for a remote.

You have an ugly, stupid, ugly looking remote that nobody would buy.

We have used the St David's Day fund to make sure that care leavers are well supported in terms of having contact.

I know the committee's got an interest, so if it's helpful we can write to you once we've received the report.

I wonder if you have seen the reports about what they call the grave effect on children and young people, and
whether the guidance you've given out is responding to that in any way, or maybe there was something in that that
you hadn't thought of and you can respond today, since the department has had it for a while, and so have we.

So you click here, then you enter the number you got in the letter, and then the system sends a code to your phone,
and this is where most of our users over seventy stop, because they do not have the phone with them.

Let me share my screen. Can everybody see it? So this is the settings page, and if you go to security you see where
a user can reset their key, and what we found in testing is that nine out of ten people never find this page.

In our country women could not open a bank account without their husband's signature, and my mother told me how she
stood in the bank with her own salary in her hand and was asked to come back with a man.

If we sell at thirty and it costs us fifteen to make, we double our money on each one, but the shops keep a third.

Like the button here is like, when you press it, like it should give you some feedback, like a click or a light.

Eli tästä klikataan, sitten syötetään kirjeessä tullut numero, ja järjestelmä lähettää koodin puhelimeen, ja tähän
suurin osa yli seitsemänkymppisistä jää, koska puhelin ei ole mukana tai koodi tulee liian myöhään.

Kysyit kokemuksista etätyöstä. Suljettiin kaksi kerrosta, säästetään vuokrassa yksitoista tuhatta kuussa.

Kokeiltiin arvontaa niille jotka vastasi kyselyyn, palkintona lahjakortti, ja se huononsi aineistoa, koska ihmiset
klikkasi läpi voittaakseen, joten nyt kysytään harvemmalta ja maksetaan tunnista.
"""
HONEST = [" ".join(turn.split()) for turn in TURNS.split("\n\n")]


@pytest.mark.parametrize("text", HONEST)
def test_a_turn_in_a_meeting_is_let_be(text: str) -> None:
    assert Talk().hears(text) is None


def test_in_a_long_turn_several_signs_must_stand_nearer() -> None:
    apart = "get the passcode, and after lunch or whenever there is a moment, relay to staff"
    story = "We sat there and the rain fell on the old tin roof. " * 4
    assert Talk(lexicon=PLAIN).rule(apart) == Rule.SCAMS
    assert Talk(lexicon=PLAIN).rule(f"{apart}. {story}") is None
    assert Talk(lexicon=PLAIN).rule(f"relay the passcode to staff. {story}") == Rule.SCAMS
