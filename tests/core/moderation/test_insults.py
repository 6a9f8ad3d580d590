"""Words that attack people, and talk about such words."""

import pytest

from bot.core.moderation.settings import LIGHT, STRICT, Action, Rule
from tests.core.moderation.talk import Talk

INSULTS = (
    "A2 you're so stupid you should be ashamed of breathing",
    "Shut up you fat pig",
    "nobody likes your answer, just kill yourself",
    "i hope you get cancer",
    "These people are vermin and should not live here",
    "sä oot niin tyhmä et hävettää",
    "turpa kiinni läski",
    "mene hukuttautumaan",
    "Noi maahanmuuttajat on loisia kaikki",
)
HONEST = (
    "That argument is stupid, and I made it myself last year.",
    "I am so stupid, I forgot the link again",
    'Somebody wrote "go kill yourself" when I asked for sources, so I left that forum.',
    "They told me to kill the paragraph myself.",
    "They called immigrants vermin, and nobody objected.",
    "You feel worthless at first, and then it passes.",
    "I hope you never have to watch somebody die.",
    "Minusta perustelu on tyhmä.",
    "Hän sanoi että turpa kiinni, ja lähdin foorumilta.",
    "Maahanmuuttajia sanottiin loisiksi, eikä kukaan sanonut mitään.",
)


@pytest.mark.parametrize("text", INSULTS)
def test_an_insult_is_shown_to_the_hosts(text: str) -> None:
    verdict = Talk(LIGHT).hears(text)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.INSULTS, Action.FLAG)
    assert all(words in text for words in verdict.evidence.words)


@pytest.mark.parametrize("text", HONEST)
def test_who_tells_of_insults_or_scolds_a_thought_is_let_be(text: str) -> None:
    assert Talk(STRICT).hears(text) is None
