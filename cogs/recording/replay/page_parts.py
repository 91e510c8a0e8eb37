"""What never changes of the page of a replay: style, a little script, and the policy that allows no other.

The page works without the script: chapters then lead to the file itself, at their place in it.
"""

from __future__ import annotations

import base64
from hashlib import sha256

from bot.drawing import GROUND, RAISED, SMALL, TEXT
from cogs.recording.replay.waveform import COLORS

_LINK = "#8ab4f8"
STYLE = (
    f":root{{color-scheme:dark;--small:{SMALL};--raised:{RAISED}}}"
    f"body{{margin:0 auto;max-width:48rem;padding:1rem;background:{GROUND};color:{TEXT};"
    "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}"
    f"a{{color:{_LINK}}}h1{{font-size:1.5rem;line-height:1.2;margin:0}}"
    "h2{font-size:1.1rem;margin:1.5rem 0 .5rem}"
    "header p,.small,time{color:var(--small)}audio{width:100%;margin:1rem 0 .5rem}"
    "svg{display:block;width:100%;height:7rem;background:var(--raised);border-radius:.5rem;cursor:pointer}"
    "svg path{stroke:var(--ink);stroke-width:2}svg .mark{stroke:var(--small);stroke-dasharray:3 4;opacity:.6}"
    "svg #head{stroke:#fff;visibility:hidden}"
    ".legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:.5rem 0}"
    ".legend li::before{content:'';display:inline-block;width:.75rem;height:.75rem;border-radius:50%;"
    "background:var(--ink);margin-inline-end:.4rem}"
    "ol,ul{padding-inline-start:0;list-style:none;margin:0}ol li,ul li{padding:.35rem 0}"
    "li a{display:inline-block;padding:.15rem 0}"
    "time{font-variant-numeric:tabular-nums;margin-inline-end:.6rem}"
    "[aria-current]{font-weight:bold}.buttons{display:flex;flex-wrap:wrap;gap:.5rem}"
    ".buttons a{padding:.5rem .9rem;border-radius:.4rem;background:var(--raised);text-decoration:none}"
    "summary{cursor:pointer;padding:.35rem 0}label{display:block;padding:.35rem 0}[hidden]{display:none}"
) + COLORS

SCRIPT = """
(() => {
  const player = document.querySelector("audio"), wave = document.querySelector("#wave");
  const head = document.querySelector("#head"), skip = document.querySelector("#skip");
  const chapters = [...document.querySelectorAll(".chapters a")];
  const go = seconds => { player.currentTime = seconds; player.play().catch(() => {}); };
  const length = () => Number(player.dataset.seconds) || player.duration || 1;
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-t]");
    if (link) { event.preventDefault(); go(Number(link.dataset.t)); }
  });
  if (wave) wave.addEventListener("click", event => {
    const box = wave.getBoundingClientRect();
    go((event.clientX - box.left) / box.width * length());
  });
  const silences = skip ? JSON.parse(skip.dataset.silences) : [];
  if (skip) skip.closest("label").hidden = false;
  player.addEventListener("timeupdate", () => {
    const now = player.currentTime;
    const here = chapters.filter(link => Number(link.dataset.t) <= now).pop();
    for (const link of chapters)
      if (link === here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    if (head) {
      head.setAttribute("transform", `translate(${now / length() * 900} 0)`);
      head.style.visibility = "visible";
    }
    if (skip && skip.checked && !player.paused) {
      const silence = silences.find(([from, to]) => now >= from && now < to - 0.5);
      if (silence) player.currentTime = silence[1];
    }
  });
  const wanted = /^#t=([0-9.]+)$/.exec(location.hash);
  const begin = () => { player.currentTime = Number(wanted[1]); };
  if (wanted) player.addEventListener("loadedmetadata", begin, { once: true });
})();
"""


def _allowed(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


#: This style and this script, sound from here, and nothing else (W3C, "Content Security Policy Level 3").
POLICY = (
    f"default-src 'none'; style-src {_allowed(STYLE)}; script-src {_allowed(SCRIPT)}; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
