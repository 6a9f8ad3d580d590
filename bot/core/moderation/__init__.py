"""Moderation: rules as data, and a watch that judges each contribution by them.

Uses `base`, `text` and `script`. Callers: `watch.Watch` judges, `settings` says what can be set, `settings_words`
shows it. A rule (`rules`) looks at one message (package `message`) and at what came before it (`history`); what it
finds is a verdict: its reason in words, and the words, links and messages it rests on. Nothing here acts on anybody.
"""
