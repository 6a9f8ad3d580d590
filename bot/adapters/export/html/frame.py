"""What every page begins with: it needs nothing but itself, can do nothing, and says so in its policy."""

import base64
import hashlib

from bot.adapters.export.html.markup import escaped


def beginning(title: str, *, language: str, style: str) -> str:
    """Return a page up to its body: no script, and no address that is fetched."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="{escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escaped(title)}</title>
<style>{style}</style>
</head>
"""
