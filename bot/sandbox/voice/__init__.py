"""The voice gateway (v8 over TLS) and the UDP that carries the audio.

Each knows only those below it:

* `faults`: what can be made to go wrong; `heard`: what a listener got, as a file
* `server`: builds all of it, and is what the world sees
* `people`, `person_client`, `audio`: how a person speaks and listens
* `gateway`, `connection`: the websockets; `media`: the UDP socket
* `calls`: who is connected, and what the others are told of it
* `sessions`, `mailbox`: one connection, and the messages that outlive its websocket
* `tracks`, `hearing`: what was heard, and who may hear whom
* `rtp`, `discovery`, `crypto`, `nonces`, `opcodes`, `forms`, `options`, `impairments`: the wire, without I/O

`listening` compares what was played with what was heard.

Source throughout: Discord documentation, "Voice Connections" and "Opcodes and Status Codes".
"""
