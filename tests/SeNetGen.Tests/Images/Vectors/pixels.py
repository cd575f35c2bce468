"""What every script of this folder shares: images made from numbers, hashes of results, files of one case a line."""
import hashlib
import os

import numpy
from PIL import Image


def pixels(kind, seed, width, height):
    """An image that TestImage.cs makes alike: noise, edges over a gradient, or a smooth surface."""
    y, x, c = numpy.meshgrid(numpy.arange(height, dtype=numpy.int64), numpy.arange(width, dtype=numpy.int64), numpy.arange(3, dtype=numpy.int64), indexing="ij")
    if kind == "noise":
        value = ((x * 7919 + y * 104729 + c * 1299709 + seed * 15485863) * 2654435761 % 2**32) >> 24
        value = (value * 167 + (value >> 3) * x + y * y) % 256
    elif kind == "edges":
        value = ((x * 5 + y * 3 + c * 40 + seed) % 256) ^ ((((x >> 3) + (y >> 3) + c) % 2) * 255)
    else:
        value = (x * x + y * y * 2 + c * x * y + seed * 17) // 64 % 256
    return value.astype(numpy.uint8)


def image(kind, seed, width, height):
    return Image.fromarray(pixels(kind, seed, width, height), "RGB")


def hashed(result):
    """Size and the first 16 digits of SHA-256 of the bytes, row by row, red first."""
    array = numpy.asarray(result)
    return "%dx%d:%s" % (array.shape[1], array.shape[0], hashlib.sha256(array.tobytes()).hexdigest()[:16])


def write(name, lines):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "w", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines))
    print(name, len(lines), "cases,", os.path.getsize(path), "bytes")
