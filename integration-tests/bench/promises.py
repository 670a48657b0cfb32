#!/usr/bin/env python3
"""Compare a score of phi-bench with what the resolved issues promise; exit status 1 when a figure is below."""
import json
import sys

# Figure of score.py -> least share. "Main job: from drop folder to signed receipt".
PROMISED = {
    "delivered once": 1.0,
    "identifiers gone": 1.0,
    "files without a leak": 1.0,
    "clinical values kept": 1.0,
    "harmless descriptions kept": 0.98,
    "clinical words kept in cleaned text": 0.90,
    "UIDs replaced consistently": 1.0,
    "references follow": 1.0,
    "class kept, meta agrees": 1.0,
    "icons and overlays cleared": 1.0,
    "no private elements": 1.0,
    "no new validity errors": 0.99,
    "other pixels intact": 1.0,
    "bad inputs held whole": 1.0,
}


def main():
    totals = json.load(open(sys.argv[1]))["totals"]
    below = []
    for name, least in PROMISED.items():
        good, of = totals.get(name, (0, 0))
        if of and good / of < least:
            below.append(f"{name}: {good}/{of} is below {least:.0%}")
        if not of and name != "icons and overlays cleared":
            below.append(f"{name}: was not measured")
    for line in below:
        print("below promise: " + line)
    print(f"phi-bench: {len(PROMISED) - len(below)} of {len(PROMISED)} promises hold")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
