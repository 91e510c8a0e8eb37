"""The control API: what drives the sandbox from outside, on loopback only."""
