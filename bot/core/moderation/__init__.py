"""What keeps a talk healthy: rules as data, and a watch that judges each contribution by them.

`watch` is the way in and `settings` says what can be set. A rule (`rules`) looks at what was said (`said`, read by
means of `looks`, `links` and `lexicon`) and at what came before it (`past`, `copies`); what it finds becomes a
`verdict`, with its reason in words and the words, links and messages it rests on. Nothing here acts on anybody.
"""
