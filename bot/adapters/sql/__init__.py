"""What the engines that keep a record share: the SQL of the store, its writer and lease, how values are stored.

Uses the core and the ports. Callers: the packages of the engines, and nobody else. All SQL is in the common subset that
`connection` describes; what is about one engine is in its package.
"""
