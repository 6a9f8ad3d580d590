from dataclasses import replace

from bot.core.record.choice.choosing import answered, asked, choice_of, chosen
from bot.core.record.choice.quoting import GONE, Answer, Wanted

ANSWERS = (
    Answer(1, "Trust comes before everything else."),
    Answer(2, "I disagree: Patience rewards whoever writes carefully.", reply_to=0),
    Answer("three", "True of credit as well", reply_to=GONE),
)


def test_what_is_wanted_crosses_to_another_process_and_back() -> None:
    wanted = Wanted("What is influence? ✨", ANSWERS, count=3, language="en", first=(1,))
    taken = Answer(2, "Trust: “comes before everything else” is what I would say.")
    named = replace(
        wanted, answers=(ANSWERS[0], taken), messages=(1001, 1002), names=((1, "Ada"), (2, "Ben")), first=()
    )
    assert choice_of(answered(asked(wanted))) == chosen(wanted)
    assert choice_of(answered(asked(named))) == chosen(named)
    assert chosen(named).taken_up == ((1, 0),)
    assert [(quote.answer, quote.after) for quote in chosen(wanted).quotes] == [(0, None), (1, 0)]
