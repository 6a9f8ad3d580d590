"""From what members say to contributions: as it is said, and reread after an outage.

Uses `ports` and `live`. Callers: `collector.Collector` takes events, `catch_up` rereads, `late_answers` notices
misfits.
"""
