"""How promotion is worded: small patterns of kinds of words (see `word_lists`), clear ones and hints.

In a pattern <a|b> is a word of one of two kinds, <^a> of any but one, and ~3 stands for up to three words of the same
sentence. Each row names the sort of appeal, the kinds of which one must be there (else it is not looked for), and the
pattern.
"""

_MINE = "(?: <my> ~3 <thing|shop> | <mything> )"
_OURS = "(?: <my> ~3 <thing|shop|work> | <mything|mywork> )"
_MY_OWN = "(?: <my> <^break|whose>{0,3}? <thing|shop> | <mything> )"  # not "my daughter's music"
_LINK = "<link|asking>"
_REACTS = "subscribe|follow|like|share|comment"
_REACT = f"<{_REACTS}>"
_CALL = "<subscribe|follow|like|share|check|look|join|click|buy|vote|support|give|go>"
_THIS_OR_MINE = f"(?: {_MINE} | <the> ~1 <thing> )"
_AND_NO_MORE = "(?= $ | <break|and|like|share|please|if|you|here|number|me|back> )"
_START = "(?: ^ | <break> )"
# Nobody is told anything by "I check my page", "people follow me", "they still like my song".
_TOLD = "(?<!<i|they|crowd>) (?<!<i|they|crowd><any|small>)"
_TOLD_BY_NOBODY = "(?<!<i|they|crowd|you>) (?<!<i|they|crowd|you><any|small>)"
# From the start of a sentence on, nobody is said to do it; loosely, words that we do not know may stand between.
_FROM_START = f"{_START} <^i|they|crowd|to|any|break>{{0,7}}?"
_LOOSELY = f"{_START} <^i|they|crowd|to|break>{{0,8}}?"

# A question tells nobody to do anything, but for "why not …?"
QUESTION = f"{_START} <and>? <ask> (?! <not> ) <^break>*"

CLEAR = (
    ("look", "check", f"{_TOLD} <check> ~4 {_OURS}"),
    ("look", "check", f"{_TOLD} <check> <out> <my> (?! ~2 <said>)"),
    ("look", "check", f"{_TOLD} <check> (?: <me><out> | <out><me> )"),
    ("look", "check", f"{_OURS} ~7 <check> <it> <out>"),
    ("look", "go", f"{_OURS} ~7 <go> <check|look>"),
    ("look", "checked", f"<if|can> <you> ~1 <checked> ~5 (?: <me> | {_OURS} )"),
    ("look", "look", f"{_LOOSELY} <look> ~3 {_MINE}"),
    ("look", "please", f"<please> ~3 {_MINE}"),
    ("look", "give", f"{_TOLD} <give> ~1 <the> <look|moment> ~3 {_OURS}"),
    ("look", "give", f"{_TOLD} <give> {_OURS}"),
    ("look", "go", f"{_FROM_START} <go> (?: ~3 <to> )? {_MINE}"),
    ("look", "click", f"{_FROM_START} <click> ~6 {_MINE}"),
    ("look", "more", f"{_FROM_START} <more> ~4 (?: <to> {_MINE} | <mything> )"),
    ("look", "find", "<find> <me> <to> <thing>"),
    ("join", "join", f"{_FROM_START} <join> ~6 {_MINE}"),
    ("subscribe", "subscribe", f"{_TOLD} <subscribe> (?: <to>? <my|me> | <the|to>{{0,2}} <thing> )"),
    ("subscribe", "subscribe", f"{_TOLD} <subscribe> <please|mything>"),
    ("subscribe", "please", "<please> ~1 <subscribe>"),
    ("subscribe", "subscribe", "<give|click|get> ~2 <subscribe>"),
    ("subscribe", "subscribe", f"{_FROM_START} <subscribe> {_AND_NO_MORE}"),
    ("subscribe", "order", "<order> (?: ~2 <mything> | <my> ~2 <thing> | <thing> )"),
    ("follow", "follow", f"{_TOLD_BY_NOBODY} <follow> (?: <to>? <me> | {_OURS} )"),
    ("follow", "follow", "<follow> <me> <to> <thing>"),
    ("follow", "add", f"<add> <me> (?= $ | <break|here|thing> | <to> <thing> | {_LINK} )"),
    ("react", "forget", "<forget> ~1 <subscribe|order|follow|like|share|check|join>"),
    ("react", "like", f"(?: {_START} | <please> | {_CALL} <and> ) <you|please>* <like> {_THIS_OR_MINE}"),
    ("react", "share", f"{_TOLD} <share> ~2 {_MINE}"),
    ("react", _REACTS, f"{_FROM_START} {_REACT} <and> {_REACT} (?= {_THIS_OR_MINE} | {_AND_NO_MORE} )"),
    ("react", "tag", f"{_FROM_START} <tag> ~2 <you> (?= $ | <break|and|to> )"),
    ("react", "give", f"{_TOLD} <give|get> (?: <me>? ~1 <the> <like|subscribe|follow> | <the>? <favour> )"),
    ("exchange", "back", "<subscribe> ~3 <back>"),
    ("exchange", "back", f"{_FROM_START} <follow> <me>? <back>"),
    ("exchange", "reciprocal", "<reciprocal>"),
    ("exchange", _REACTS, r"(<subscribe|follow|like|share>) <to> \1"),
    ("exchange", _REACTS, r"(<subscribe|follow|like|share>) <number> \1"),
    ("exchange", _REACTS, rf"{_FROM_START} (<subscribe|follow|like|share>) ~5 <and> <i> \1"),
    ("crowd", "crowd", "<if|can> <i> <get> ~2 <number>? ~1 <crowd>"),
    ("crowd", "crowd", "<support> <me> ~2 <get> ~3 <crowd>"),
    ("chain", "paste", f"{_FROM_START} <paste> <and> <paste> <the|it>"),
    ("sale", "buy", f"{_LOOSELY} <buy> (?: ~3 <here> | ~3 {_MINE} | <me> )"),
    ("sale", "buy", f"<buy> ~1 <here> {_LINK}"),
    ("sale", "here", f"{_FROM_START} <shop|order> <here>"),
    ("sale", "code", "<use|get> (?: ~2 <free|gift|my> ~1 )? <code>"),
    ("sale", "code", "<my> ~1 <code>"),
    ("sale", "promocode", "<promocode>"),
    ("giveaway", "giveaway", f"{_TOLD} <join|get|check|look|go|click> ~3 <giveaway>"),
    ("giveaway", "giveaway", "<my> ~1 <giveaway>"),
    ("earn", "earn", f"{_START} <^they|crowd|any|can|break>{{0,6}}? <earn> ~3 <money> ~6 <time>"),
    ("vote", "vote", f"{_TOLD} <vote> ~2 (?: <me> | {_OURS} )"),
    ("support", "support", f"{_TOLD} <support> <to>? {_OURS}"),
)
HINTS = (
    ("link", "link|asking", _LINK),
    ("asking", "asking", "<asking>"),
    ("please", "please", f"<please> ~4 {_CALL}"),
    ("please", "please", f"{_CALL} ~6 <please>"),
    ("please", "can", f"<can> <you> ~3 {_CALL}"),
    ("please", "support", "<support> <me>"),
    ("call", "here", f"{_FROM_START} <check|look|click|join|get|buy|go|vote> ~4 <here>"),
    ("call", "url", f"{_FROM_START} <check|look|click|join|get|buy|go|vote> ~2 <url>"),
    ("call", "link|asking", f"{_FROM_START} <check|look|click|join|get|buy|go|vote> ~4 {_LINK}"),
    ("call", "check", f"{_FROM_START} <check> <the|out|here>"),
    ("call", "check", f"{_TOLD} <check> <it|me> <out>"),
    ("call", "join", f"{_TOLD} <join> <me>"),
    ("call", "follow", f"{_FROM_START} <follow> (?: <handle> | <the|to|it> )"),
    ("call", "subscribe", f"{_FROM_START} <subscribe> <the|to>"),
    ("call", "subscribe", "<subscribe> <to> <me>"),
    ("call", "me", "<click|said> <me>"),
    ("call", "get", "<get> <me> <out>"),
    ("call", "look", f"{_TOLD} <look> <to> <thing>"),
    ("call", "look", f"{_FROM_START} <look> ~6 <to> <thing>"),
    ("mine", "mything", "<mything>"),
    ("mine", "my", _MY_OWN),
    ("call", "check", f"{_TOLD} <check> <my> (?! ~2 <said>)"),
    ("mine", "look", f"{_FROM_START} <look> <me>"),
    ("role", "role", "<i> ~5 <role>"),
    ("role", "earn", "<i> ~1 <earn> ~4 <thing>"),
    ("role", "made", "<i> ~2 <made> ~4 <thing>"),
    ("role", "support", "<i> <support> ~2 <get>"),
    ("handle", "handle", "<thing|mything> <to>? <handle>"),
    ("sale", "sell", f"<i> ~1 <sell> ~9 (?: <money|crowd|link|asking> | <to> {_MINE} )"),
    ("sale", "off", "<number> <off>"),
    ("sale", "support", "<support> <money>"),
    ("sale", "mything", "<mything> ~4 <code>"),
    ("free", "free", "<free> ~2 <thing|gift|money>"),
    ("free", "get", "<get> ~3 <free|gift>"),
    ("free", "giveaway", "<giveaway>"),
    ("free", "won", "<you> ~2 <won>"),
    ("earn", "money", f"{_START} <^they|crowd|any|can|break>{{0,5}}? <earn|get> ~6 <money>"),
    ("earn", "paid", "<get> <paid>"),
    ("earn", "chance", "<chance> <to> <get>"),
    ("crowd", "crowd", "<get> ~1 <number> ~1 <crowd>"),
    ("crowd", "crowd", "<i> ~6 <number> <crowd>"),
    ("crowd", "crowd", "<need|if> ~3 <crowd>"),
    ("vote", "vote", f"{_FROM_START} <vote>"),
    ("react", "thumbs", "<thumbs> <out> <if>"),
    ("plea", "chance", "<give> (?: <me|it> )? ~1 <chance>"),
    ("plea", "moment", "<give|get> ~1 <the|number> <moment>"),
    ("plea", "mean", "<mean> ~2 <lot>"),
    ("plea", "mean", "<mean> <it>? <if>"),
    ("plea", "like|enjoy", "<i> ~1 <hope> <you> ~2 <like|enjoy>"),
    ("feedback", "tell", "<tell> <me> ~2 <hope>"),
    ("feedback", "feedback", "<feedback>"),
    ("sorry", "sorry", "<sorry> ~4 <sorry|free>"),
    ("news", "available", "<available> <here|to>"),
    ("news", "time", "<thing|made> <time>"),
    ("news", "time", "<time> <thing>"),
    ("news", "out", "<thing> ~1 <out> <here>"),
)
