"""One thread receives for all, from sockets that come and go, if discord.py's reader is as we know it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from discord.voice_state import SocketReader

from bot.discord_voice_internals import reader_can_be_shared
from bot.voice.reader import Reader, Reading, drain
from tests.bot.voice.wire import until


@pytest.fixture
def reader() -> Iterator[Reader]:
    opened = Reader()
    yield opened
    opened.close()


class Port:
    """A connection's socket, and somebody who sends to it."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.other.connect(self.socket.getsockname())

    def close(self) -> None:
        self.socket.close()
        self.other.close()


@pytest.fixture
def ports() -> Iterator[list[Port]]:
    opened = [Port() for _ in range(20)]
    yield opened
    for port in opened:
        port.close()


def reading_of(reader: Reader, port: Port) -> tuple[Reading, list[bytes]]:
    got: list[bytes] = []
    reading = Reading(reader, lambda: port.socket)
    reading.register(got.append)
    reading.resume()
    return reading, got


def test_each_connection_gets_its_own(reader: Reader, ports: list[Port]) -> None:
    got = [reading_of(reader, port)[1] for port in ports]

    for number, port in enumerate(ports):
        for packet in range(5):
            port.other.send(bytes([number, packet]))
    until(lambda: all(len(one) == 5 for one in got))

    assert got == [[bytes([number, packet]) for packet in range(5)] for number in range(20)]
    assert [thread.name for thread in threading.enumerate()].count("voice-reader") == 1


def test_a_closed_socket_is_forgotten_and_the_next_one_read(reader: Reader, ports: list[Port]) -> None:
    first, second = ports[:2]
    current = first.socket
    got: list[bytes] = []
    reading = Reading(reader, lambda: current)
    reading.register(got.append)
    reading.resume()
    first.other.send(b"one")
    until(lambda: got == [b"one"])

    reading.pause()
    current.close()
    current = second.socket
    reading.resume()
    second.other.send(b"two")

    until(lambda: got == [b"one", b"two"])


def test_paused_it_takes_nothing(reader: Reader, ports: list[Port]) -> None:
    reading, got = reading_of(reader, ports[0])
    _, others = reading_of(reader, ports[1])
    reading.pause()

    ports[0].other.send(b"not heard")
    ports[1].other.send(b"heard")
    until(lambda: others)

    assert got == []
    assert not reading.is_alive()


def test_several_listen_to_one_and_may_stop(reader: Reader, ports: list[Port]) -> None:
    reading, got = reading_of(reader, ports[0])
    more: list[bytes] = []
    reading.register(more.append)
    ports[0].other.send(b"both")
    until(lambda: more)

    reading.unregister(more.append)
    reading.unregister(more.append)
    ports[0].other.send(b"one")
    until(lambda: len(got) == 2)

    assert more == [b"both"]


def test_one_that_fails_deafens_nobody(
    reader: Reader, ports: list[Port], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(datagram: bytes) -> None:
        raise RuntimeError(repr(datagram))

    broken = Reading(reader, lambda: ports[0].socket)
    broken.register(fail)
    broken.resume()
    _, got = reading_of(reader, ports[1])

    ports[0].other.send(b"x")
    ports[1].other.send(b"y")
    until(lambda: got)

    until(lambda: "failed on a datagram" in caplog.text)


def test_what_is_due_is_looked_for_even_if_nothing_comes(reader: Reader) -> None:
    swept: list[float] = []
    reader.sweep(swept.append)

    until(lambda: len(swept) >= 3)
    reader.sweep_no_more(swept.append)

    assert swept == sorted(swept)


def test_descriptors_beyond_the_reach_of_select_are_read(reader: Reader, ports: list[Port]) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 1_200:
        pytest.skip("this system allows no descriptor above 1,023")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 1_200), hard))
    filling = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(1_030)]
    try:
        reading, got = reading_of(reader, ports[0])
        assert reading._socket is not None
        assert reading._socket.fileno() > 1_023
        ports[0].other.send(b"far")
        until(lambda: got == [b"far"])
    finally:
        for one in filling:
            one.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_whoever_is_not_emptied_in_one_go_is_read_on_at_once(
    ports: list[Port], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.voice.reader.DRAIN", 3)
    got: list[bytes] = []
    for number in range(4):
        ports[0].other.send(bytes([number]))

    assert not drain(ports[0].socket, got.append)
    assert drain(ports[0].socket, got.append)
    assert got == [bytes([number]) for number in range(4)]


def test_discord_pys_reader_is_as_we_know_it() -> None:
    assert reader_can_be_shared()


def test_a_reader_that_has_grown_is_kept() -> None:
    class Grown(SocketReader):
        def run(self) -> None: ...
        def pause(self) -> None: ...
        def resume(self, *, force: bool = False) -> None: ...
        def stop(self) -> None: ...
        def register(self, callback: object) -> None: ...
        def unregister(self, callback: object) -> None: ...
        def rewind(self) -> None: ...

    assert not reader_can_be_shared(Grown)
