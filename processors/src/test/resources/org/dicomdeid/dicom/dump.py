"""Writes what pydicom reads of each file, one JSON object a line: path, VR, number of items or length and digest.

Usage: dump.py FILE... ; a file that pydicom refuses gives one line with "error". No value is written.
"""
# SPDX-License-Identifier: Apache-2.0
import hashlib
import json
import sys
import warnings

import pydicom
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.tag import Tag

warnings.filterwarnings("ignore")


def vr_of(raw):
    if raw.VR is not None:
        return raw.VR
    tag = Tag(raw.tag)
    if tag.element == 0:
        return "UL"
    if tag.is_private:
        return "LO" if tag.is_private_creator else "UN"
    try:
        return dictionary_VR(tag)
    except KeyError:
        return "UN"


def rows(ds, path):
    for tag in ds.keys():
        raw = ds.get_item(tag)
        here = f"{path}({tag.group:04X},{tag.element:04X})"
        is_raw = isinstance(raw, RawDataElement)
        vr = vr_of(raw) if is_raw else raw.VR
        if is_raw and vr in ("SQ", "UN"):
            vr_now = ds[tag].VR
        else:
            vr_now = vr
        if vr_now == "SQ":
            items = ds[tag].value
            yield {"path": here, "items": len(items)}
            for number, item in enumerate(items):
                yield from rows(item, f"{here}[{number}]")
        elif is_raw:
            value = raw.value or b""
            yield {"path": here, "vr": vr, "length": len(value), "sha256": hashlib.sha256(value).hexdigest()}
        else:
            # pydicom has converted it already and kept neither the bytes nor the VR of the file.
            yield {"path": here}


for name in sys.argv[1:]:
    try:
        ds = pydicom.dcmread(name, force=True)
        lines = list(rows(ds, "")) + [dict(row, meta=True) for row in rows(ds.file_meta, "")]
    except Exception as e:
        lines = [{"error": type(e).__name__}]
    print(json.dumps({"file": name, "elements": lines}))
