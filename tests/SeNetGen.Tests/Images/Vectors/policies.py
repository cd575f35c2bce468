"""policies.txt: every result that timm's policies can give of one image without noise on the magnitude: policy | image | result.

timm is not in Debian: `/usr/bin/python3 policies.py PATH` takes the path of its timm/data/auto_augment.py (commit aa4b5850), which needs Pillow and numpy alone.
"""
import importlib.util
import random
import sys

import numpy
from PIL import Image

from pixels import hashed, image, write

spec = importlib.util.spec_from_file_location("auto_augment", sys.argv[1])
timm = importlib.util.module_from_spec(spec)
spec.loader.exec_module(timm)


def variants(operation):
    """What an operation may do: nothing, and every sign with every interpolation."""
    found = [lambda source: source] if operation.prob < 1 else []
    if operation.prob == 0:
        return found

    def change(sign, resample):
        def run(source):
            random.random = lambda: sign
            level = operation.level_fn(operation.magnitude, operation.hparams) if operation.level_fn is not None else ()
            return operation.aug_fn(source, *level, fillcolor=operation.kwargs["fillcolor"], resample=resample)
        return run

    return found + [change(sign, resample) for sign in (0.25, 0.75) for resample in (Image.BILINEAR, Image.BICUBIC)]


def results(source, operations):
    images = [source]
    for operation in operations:
        images = [run(start) for start in images for run in variants(operation)]
    return {hashed(result) for result in images}


source = image("noise", 7, 24, 20)
hparams = dict(img_mean=(124, 116, 104))
lines = []
for policy in ("original", "originalr", "v0", "v0r"):
    found = set()
    for operations in timm.auto_augment_transform(policy, dict(hparams)).policy:
        found |= results(source, operations)
    lines += ["%s | noise 7 24 20 | %s" % (policy, result) for result in sorted(found)]
for policy in ("rand-m9-n1", "rand-m5-n1-inc1", "rand-m9-mmax20-n1-inc1-p1", "rand-m10-n1"):
    found = set()
    for operation in timm.rand_augment_transform(policy, dict(hparams)).ops:
        found |= results(source, [operation])
    lines += ["%s | noise 7 24 20 | %s" % (policy, result) for result in sorted(found)]

# Mixing chains: three images with their weights, then blended with the first image.
for weights, share in (((0.2, 0.3, 0.5), 0.4), ((0.9, 0.05, 0.05), 0.75), ((1 / 3, 1 / 3, 1 / 3), 1.0), ((0.1, 0.6, 0.3), 0.0)):
    mixed = numpy.zeros((20, 24, 3), numpy.float32)
    for seed, weight in zip((1, 2, 3), numpy.float32(weights)):
        mixed += weight * numpy.asarray(image("noise", seed, 24, 20), dtype=numpy.float32)
    numpy.clip(mixed, 0, 255., out=mixed)
    result = Image.blend(source, Image.fromarray(mixed.astype(numpy.uint8)), numpy.float32(share))
    lines.append("mix %r %r %r %r | noise 7 24 20 | %s" % (*weights, share, hashed(result)))
write("policies.txt", lines)
