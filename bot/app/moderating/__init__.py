"""From a verdict to a decision: the watch over each session, cases, what hosts decide, what members are told.

Uses `ports`, `live`, `hosting`. Callers: `watching` judges, `docket` opens cases, `moderator` decides, `casebook`
shows.
"""
