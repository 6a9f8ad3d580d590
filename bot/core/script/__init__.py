"""What is planned before a chat: packs, casts of rehearsals, recurring slots, suggested questions.

Uses `base`, `text` and `when`. Callers: `pack.Pack` is the script of one chat; `pack_text` says how it reads.
"""
