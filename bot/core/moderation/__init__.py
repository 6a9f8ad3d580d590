"""What keeps a talk healthy: rules as data, and a watch that judges each contribution by them.

`watch` is the way in, `settings` says what can be set and `wording` shows it. A rule (`rules`) looks at what was said
(`said`, read by means of `forms`, `links`, `lexicon` and `phrases`) and at what came before it (`past`, `prints`); what
it finds is a verdict, with its reason in words and the words, links and messages it rests on. Nothing here acts on
anybody.
"""
