"""How the bot is, for programs that watch it: `/healthz` says whether a restart would help, `/metrics` has figures.

On a listener of its own, for whoever runs the bot; no figure is about a person or a single session.
"""
