"""The connection to Discord: begun, kept, and ended with a sentence where no restart mends it; what its events call.

Uses everything before it. Callers: the composition root makes `client.TchatClient`, runs `connecting.stay_connected`.
"""
