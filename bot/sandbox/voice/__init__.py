"""The voice gateway (v8 over TLS) and the UDP that carries the audio."""
