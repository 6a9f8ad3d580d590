"""The port `Room` on Discord: posts, threads, events, and what Discord's refusals mean.

Uses `interactions.drawing`. Callers: `room.DiscordRoom`, `translate` for Discord's objects in our types.
"""
