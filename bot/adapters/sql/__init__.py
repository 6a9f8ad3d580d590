"""What the engines that keep a record share: how values are stored, and how older ones are read.

Uses the core and the ports. Callers: the packages of the engines, and nobody else.
"""
