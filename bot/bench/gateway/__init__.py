"""`rostra bench gateway`: what a large stage costs, event by event, beside a bot that does nothing."""
