"""State and rules of the sandbox; no I/O. One file a subject."""
