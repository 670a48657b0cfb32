#!/usr/bin/env python3
"""Compare a score of phi-bench with what the resolved issues promise; exit status 1 when a figure is below.

Usage: promises.py SCORE.txt CORPUS DELIVERED, the first being what score.py printed. Two figures of score.py are taken again from the files, because they
count what no de-identifier did: an encoder of the corpus (dcmcjpeg) gives a lossy copy another instance UID than the
answers say, and dciodvfy quotes UIDs in its messages, so that an error of the input looks new once its UID is replaced.
"""
import json
import pathlib
import re
import subprocess
import sys
import warnings

import pydicom

warnings.filterwarnings("ignore", module="pydicom")

# Figure of score.py -> least share.
PROMISED = {
    # "Main job: from drop folder to signed receipt"
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
    # "Pixels: burned-in text found, decided, blacked out, in every image syntax"
    "text boxes": 0.99,
    "harmless text kept": 0.60,
    "conformance marks": 1.0,
}
# Figure of score.py -> greatest share.
AT_MOST = {"collateral pixels": 0.003}
UID = re.compile(r"\b[0-9]+(\.[0-9]+){2,}\b")


def errors(path):
    said = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, errors="replace").stderr
    lines = (line for line in said.splitlines() if line.startswith("Error"))
    return {UID.sub("UID", re.sub(r"<[^>]*>|\[[^\]]*\]", "", line)) for line in lines}


def recount(corpus, delivered):
    """Validity with UIDs masked, and UIDs against what the input file itself says."""
    answers = json.loads((corpus / "answers.json").read_text())
    outputs = {}
    for path in delivered.rglob("*.dcm"):
        outputs[int(pydicom.dcmread(path, stop_before_pixels=True).InstanceNumber)] = path
    new_uid, valid, replaced, follow = {}, [], [], []
    pairs = [(corpus / case["path"], outputs[case["id"]]) for case in answers["cases"] if case["id"] in outputs]
    for source, target in pairs:
        valid.append(not errors(target) - errors(source))
        before, after = (pydicom.dcmread(path, stop_before_pixels=True) for path in (source, target))
        for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID"):
            old, new = str(before.get(keyword, "")), str(after.get(keyword, ""))
            replaced.append(new.startswith("2.25.") and len(new) <= 64 and new_uid.setdefault(old, new) == new)
        if "ReferencedImageSequence" in after:
            old, new = (str(ds.ReferencedImageSequence[0].ReferencedSOPInstanceUID) for ds in (before, after))
            follow.append(new != old and new_uid.setdefault(old, new) == new)
    return {"no new validity errors": valid, "UIDs replaced consistently": replaced, "references follow": follow}


def main():
    score, corpus, delivered = (pathlib.Path(arg) for arg in sys.argv[1:4])
    lines = re.finditer(r"^(\S.*?)\s+(\d+) / (\d+)\s", score.read_text(), re.MULTILINE)
    totals = {line[1]: (int(line[2]), int(line[3])) for line in lines}
    for name, results in recount(corpus, delivered).items():
        totals[name] = (sum(results), len(results))
        print(f"{name + ', recounted':38s} {sum(results):>9d} / {len(results)}")
    below = []
    for name, least in PROMISED.items():
        good, of = totals.get(name, (0, 0))
        if not of:
            below.append(f"{name}: was not measured")
        elif good / of < least:
            below.append(f"{name}: {good}/{of} is below {least:.0%}")
    for name, most in AT_MOST.items():
        count, of = totals.get(name, (0, 0))
        if not of:
            below.append(f"{name}: was not measured")
        elif count / of > most:
            below.append(f"{name}: {count}/{of} is above {most:.1%}")
    for line in below:
        print("below promise: " + line)
    print(f"phi-bench: {len(PROMISED) + len(AT_MOST) - len(below)} of {len(PROMISED) + len(AT_MOST)} promises hold")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
