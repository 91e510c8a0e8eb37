"""Actors: each can do exactly what that person could do in Discord's client."""
