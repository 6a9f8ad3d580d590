"""What the bot itself says in a recap, in one place, so that the room's post and every file say the same.

All of it is plain text: figures, names, dates. A format with an escape of its own escapes it.
"""

from collections.abc import Sequence

from bot.core.base.words import Words, enumerated
from bot.core.record.article.parts import Form, Part
from bot.core.record.recap import Coverage, Recap
from bot.core.record.summary import Section
from bot.core.record.wording.lines import MARK
from bot.core.text.cleaning import one_line
from bot.core.text.shorten import shortened

LONGEST_SHORT = 60
"""Characters of a question that stand for its name where its author gave it none."""


def title(recap: Recap, words: Words) -> str:
    """Return what the recap is called."""
    head = recap.head
    if head.hashtag:
        return words.gettext("#{hashtag} recap: {title}").format(hashtag=head.hashtag.lstrip("#"), title=head.title)
    return words.gettext("Recap: {title}").format(title=head.title)


def number(question: int, words: Words) -> str:
    """Return "Q3"."""
    return words.gettext("Q{number}").format(number=question)


def short(part: Part) -> str:
    """Return a question's name, or how it begins."""
    return part.question.short or shortened(one_line(part.question.text), LONGEST_SHORT)


def lead(recap: Recap, words: Words) -> str:
    """Return the hosts' sentence, or a model's with the mark of one, or what the figures say."""
    if recap.lead:
        return f"{MARK} {recap.lead}" if recap.lead_by_model else recap.lead
    if not recap.summary.answers:
        return words.gettext("Nobody answered this time.")
    if recap.is_short:
        few = words.ngettext("Only {count} answer came in.", "Only {count} answers came in.", recap.summary.answers)
        return few.format(count=recap.summary.answers)
    said = f"{totals(recap, words)} {differed(recap, words)}".strip()
    return f"{said} {asked(recap, words)}".strip()


def headline(part: Part) -> str:
    """Return the line on a question, with the mark of one that a model worded; "" if there is none."""
    return f"{MARK} {part.headline}" if part.by_model else part.headline


def differed(recap: Recap, words: Words) -> str:
    """Return who disagreed in so many words, and where; nothing where nobody did."""
    pairs = []
    for part in recap.parts:
        for unit in part.units:
            if unit.form is Form.DIFFERED:
                first, second = (one_line(quote.entry.contribution.author.name) for quote in unit.quotes[:2])
                topic = part.question.short
                pair = words.gettext("{one} and {other} on “{topic}” ({question})")
                if not topic:
                    pair = words.gettext("{one} and {other} ({question})")
                pairs.append(pair.format(one=first, other=second, topic=topic, question=number(part.number, words)))
    return words.gettext("Openly disagreed: {pairs}.").format(pairs=", ".join(pairs)) if pairs else ""


def asked(recap: Recap, words: Words) -> str:
    """Return whose questions were left open; nothing where none was."""
    names = dict.fromkeys(one_line(quote.entry.contribution.author.name) for quote in recap.left_open)
    return words.gettext("Left open: what {names} asked.").format(names=", ".join(names)) if names else ""


def answers(count: int, words: Words) -> str:
    """Return "9 answers"."""
    return words.ngettext("{count} answer", "{count} answers", count).format(count=count)


def late(count: int, words: Words) -> str:
    """Return ", 2 of them late"; nothing where none was."""
    return words.ngettext(", {count} of them late", ", {count} of them late", count).format(count=count) * (count > 0)


def figures(section: Section, words: Words) -> str:
    """Return how many people answered a question, and how often."""
    if not section.answers:
        return words.gettext("Nobody answered this question.")
    said = words.ngettext("{count} person, {answers}", "{count} people, {answers}", section.people)
    figures = said.format(count=section.people, answers=answers(section.answers, words))
    return f"{figures}{late(section.late, words)}."


def totals(recap: Recap, words: Words) -> str:
    """Return how many people answered, how often, and to how many questions."""
    took_part = words.ngettext("{count} person took part.", "{count} people took part.", len(recap.people))
    answered = sum(part.section.answers > 0 for part in recap.parts)
    said = words.gettext("{answers} to {questions}").format(
        answers=answers(recap.summary.answers, words),
        questions=words.ngettext("{count} question", "{count} questions", answered).format(count=answered),
    )
    return f"{took_part.format(count=len(recap.people))} {said}{late(recap.late, words)}."


def about(recap: Recap, words: Words) -> str:
    """Return what stands below the lead: the figures, unless they are the lead, and how one withdraws."""
    if not recap.summary.answers:
        return ""
    figures = [totals(recap, words)] if recap.lead else []
    return " ".join([*figures, withdrawal(recap, words)])


def label(form: Form, words: Words) -> str:
    """Return what stands over an exchange; nothing over a quote, or over a reply that only goes on."""
    return {
        Form.ALONE: "",
        Form.REPLIED: "",
        Form.DIFFERED: words.gettext("Open disagreement"),
        Form.SECOND_THOUGHT: words.gettext("Second thoughts"),
        Form.ANSWERED: words.gettext("Question and reply"),
    }[form]


def reacted(count: int, words: Words) -> str:
    """Return how many people reacted to a line."""
    return words.ngettext("{count} person reacted", "{count} people reacted", count).format(count=count)


def coverage(figures: Coverage, words: Words) -> str:
    """Return the line that says what a text rests on, and how much of it is quoted there."""
    if not figures.answers:
        return words.gettext("Nobody answered this time.")
    read = words.ngettext(
        "{answers} of {answers} answer read", "{answers} of {answers} answers read", figures.answers
    ).format(answers=figures.answers)
    quoted = words.ngettext(
        "{quoted} quoted here, from {people} person", "{quoted} quoted here, from {people} people", figures.people
    ).format(quoted=figures.quoted, people=figures.people)
    return f"{read}; {quoted}."


def method(figures: Coverage, words: Words) -> str:
    """Return how the recap was made: what it rests on, what was not counted, and how quotes were chosen."""
    said = [coverage(figures, words)]
    if figures.uncounted:
        remarks = words.ngettext(
            "Not counted: {count} remark or copy.", "Not counted: {count} remarks and copies.", figures.uncounted
        )
        said.append(remarks.format(count=figures.uncounted))
    if figures.left_out:
        left_out = words.ngettext(
            "{count} message was left out by hosts.", "{count} messages were left out by hosts.", figures.left_out
        )
        said.append(left_out.format(count=figures.left_out))
    if figures.quoted:
        said.append(words.gettext("Quotes were chosen by a program to cover what was said, never by who said it."))
    return " ".join(said)


def models(recap: Recap, words: Words) -> list[str]:
    """Return the sentence that says what a language model worded; none where it worded nothing."""
    if not recap.models:
        return []
    text = words.gettext("Lines marked {mark} were drafted by a language model ({names}) and accepted by a host.")
    return [text.format(mark=MARK, names=", ".join(map(one_line, recap.models)))]


def withdrawal(recap: Recap, words: Words) -> str:
    """Return how whoever is quoted takes that back."""
    text = words.gettext("Quoted and would rather not be? Choose “{menu}” in your message's menu; this recap follows.")
    return text.format(menu=words.gettext("Leave out of the record"))


def thanks(names: Sequence[str], words: Words) -> str:
    """Return the thanks to those who answered, and to those who read along."""
    listed = enumerated([one_line(name) for name in names], words)
    return words.gettext("{names}, and everybody who read along.").format(names=listed)


def next_chat(recap: Recap, words: Words) -> str:
    """Return what stands before the time of the next chat."""
    if recap.head.hashtag:
        return words.gettext("Next #{hashtag}").format(hashtag=recap.head.hashtag.lstrip("#"))
    return words.gettext("Next chat")
