"""Source: Discord documentation, "Voice Connections", Transport Encryption Modes: an incremental value."""

from __future__ import annotations

from bot.sandbox.voice.nonces import REMEMBERED, NonceWatch


def test_a_counter_that_counts_is_never_suspected() -> None:
    watch = NonceWatch()

    assert not any(watch.is_reused(nonce, nonce) for nonce in range(3 * REMEMBERED))


def test_a_nonce_that_sealed_another_packet_is_noticed() -> None:
    watch = NonceWatch()
    watch.is_reused(5, packet=1)

    assert watch.is_reused(5, packet=2)


def test_the_same_packet_twice_is_the_networks_doing() -> None:
    watch = NonceWatch()
    watch.is_reused(5, packet=1)

    assert not watch.is_reused(5, packet=1)


def test_a_packet_that_was_overtaken_is_no_reuse() -> None:
    watch = NonceWatch()

    assert [watch.is_reused(nonce, nonce) for nonce in (1, 3, 2, 4)] == [False] * 4


def test_a_counter_that_starts_over_after_long_is_noticed() -> None:
    watch = NonceWatch()
    for nonce in range(3 * REMEMBERED):
        watch.is_reused(nonce, nonce)

    assert watch.is_reused(0, packet=-1)


def test_a_counter_may_wrap_around() -> None:
    watch = NonceWatch()
    nonces = [nonce % (1 << 32) for nonce in range((1 << 32) - 10, (1 << 32) + 3 * REMEMBERED)]

    assert not any(watch.is_reused(nonce, nonce) for nonce in nonces)
