from bot.core.record.choice.choosing import answered, asked, chosen, quotes_of
from bot.core.record.choice.quoting import GONE, Answer, Wanted

ANSWERS = (
    Answer(1, "Trust comes before everything else."),
    Answer(2, "I disagree: Patience rewards whoever writes carefully.", reply_to=0),
    Answer("three", "True of credit as well", reply_to=GONE),
)


def test_what_is_wanted_crosses_to_another_process_and_back() -> None:
    wanted = Wanted("What is influence? ✨", ANSWERS, count=3, language="en", first=(1,))
    assert quotes_of(answered(asked(wanted))) == chosen(wanted)
    assert [(quote.answer, quote.after) for quote in chosen(wanted)] == [(0, None), (1, 0)]
