"""What happens before a chat: packs to choose from, recurring slots, suggested questions.

Uses `ports` and `hosting`. Callers: `library.Library`, `slot_keeper.SlotKeeper`, `suggestions.Suggestions`.
"""
