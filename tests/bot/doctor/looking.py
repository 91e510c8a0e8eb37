"""What checks found, by what tests ask of it."""

from __future__ import annotations

from bot.doctor.findings import Finding, Findings


async def found(findings: Findings) -> list[Finding]:
    """All that a check finds."""
    return [finding async for finding in findings]


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    """State and sentence of each."""
    return [(finding.state.value, finding.said) for finding in findings]


def what_to_do(findings: list[Finding]) -> str:
    """What is to be done about the one thing that is wrong."""
    (do,) = [finding.do for finding in findings if finding.do is not None]
    return do
