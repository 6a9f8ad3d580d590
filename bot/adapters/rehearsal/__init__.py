"""The rehearsal room: a chat without an account or a network, for trying a pack and for the tests' stage."""
