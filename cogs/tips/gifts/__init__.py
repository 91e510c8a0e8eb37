"""Rules of what people give each other: who takes it, and what is shared."""
