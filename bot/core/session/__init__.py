"""One run of a pack: its facts, the session they fold to, what hosts may decide, what must then become visible.

Uses the packages before it. Callers: `decisions` and `edits` turn requests into facts, `fold.apply` folds them,
`timetable.next_step` says what time brings, `effects.effects_of` what a fact shows, `landed.Stand` where that is.
"""
