#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Decodes the files named on standard input with GDCM: the cells of each go to FILE.gdcm, samples side by side.

Prints a line per file: the photometric interpretation of the cells, or "error". Needs Debian's python3-gdcm.
"""
import sys

import gdcm
import numpy


def decode(path):
    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read():
        raise ValueError("not read")
    image = reader.GetImage()
    # GetBuffer does not say that it failed; this does.
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.ExplicitVRLittleEndian))
    change.SetInput(image)
    if not change.Change():
        raise ValueError("not decoded")
    cells = image.GetBuffer().encode("utf-8", "surrogateescape")
    pixel = image.GetPixelFormat()
    samples = pixel.GetSamplesPerPixel()
    columns, rows = image.GetDimension(0), image.GetDimension(1)
    width = max(1, pixel.GetBitsAllocated() // 8)
    size = rows * columns * samples * width
    frames = image.GetDimension(2) if image.GetNumberOfDimensions() > 2 else 1
    if pixel.GetBitsAllocated() > 1:
        if len(cells) < size * frames:
            raise ValueError("too few cells")
        cells = cells[: size * frames]
    if samples > 1 and image.GetPlanarConfiguration() == 1:
        planes = numpy.frombuffer(cells, "u%d" % width).reshape(frames, samples, rows, columns)
        cells = planes.transpose(0, 2, 3, 1).tobytes()
    with open(path + ".gdcm", "wb") as out:
        out.write(cells)
    return image.GetPhotometricInterpretation().GetString().strip()


gdcm.Trace.WarningOff()
gdcm.Trace.ErrorOff()
for line in sys.stdin:
    try:
        print(decode(line.rstrip("\n")), flush=True)
    except Exception:
        print("error", flush=True)
