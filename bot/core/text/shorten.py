"""Cutting a text that is too long for its place."""


def shortened(text: str, limit: int) -> str:
    """Return the text with at most `limit` characters, cut at a word and marked with "…" where it was longer."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > limit // 2 else kept).rstrip() + "…"
