"""operations.txt: name arguments | kind seed width height | result. Pillow's ImageEnhance, ImageOps, ImageFilter, affine and rotate; torchvision's adjust_hue."""
import math

from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from torchvision.transforms import functional

from pixels import hashed, image, write

SIZES = [(64, 48), (33, 33), (1, 1), (2, 2), (5, 3), (97, 31), (1, 20), (20, 1), (50, 73)]
FILL = (124, 116, 104)
INTERPOLATIONS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def solarize_add(source, amount):
    return source.point([min(255, i + amount) if i < 128 else i for i in range(256)] * 3)


def affine(matrix, interpolation):
    return lambda source: source.transform(source.size, Image.AFFINE, matrix(source), resample=INTERPOLATIONS[interpolation], fillcolor=FILL)


def rotate(degrees, interpolation):
    return lambda source: source.rotate(degrees, resample=INTERPOLATIONS[interpolation], fillcolor=FILL)


operations = {"grey": lambda s: s.convert("L").convert("RGB"), "autocontrast": ImageOps.autocontrast, "equalize": ImageOps.equalize, "invert": ImageOps.invert}
for factor in (0.0, 0.1, 0.35, 0.9, 1.0, 1.3, 1.9, 2.7):
    operations["brightness %r" % factor] = lambda s, f=factor: ImageEnhance.Brightness(s).enhance(f)
    operations["contrast %r" % factor] = lambda s, f=factor: ImageEnhance.Contrast(s).enhance(f)
    operations["saturation %r" % factor] = lambda s, f=factor: ImageEnhance.Color(s).enhance(f)
    operations["sharpness %r" % factor] = lambda s, f=factor: ImageEnhance.Sharpness(s).enhance(f)
for factor in (-0.5, -0.21, 0.0, 0.07, 0.5):
    operations["hue %r" % factor] = lambda s, f=factor: functional.adjust_hue(s, f)
for bits in (0, 1, 3, 4, 7, 8):
    operations["posterize %d" % bits] = lambda s, b=bits: ImageOps.posterize(s, b)
for threshold in (0, 26, 128, 230, 256):
    operations["solarize %d" % threshold] = lambda s, t=threshold: ImageOps.solarize(s, t)
for amount in (0, 33, 99, 110):
    operations["solarize_add %d" % amount] = lambda s, a=amount: solarize_add(s, a)
for radius in (0.1, 0.5, 0.93, 1.4, 2.0, 7.5):
    operations["blur %r" % radius] = lambda s, r=radius: s.filter(ImageFilter.GaussianBlur(r))
for name in INTERPOLATIONS:
    for factor in (-0.3, 0.13, 0.27):
        operations["shear_x %r %s" % (factor, name)] = affine(lambda s, f=factor: (1, f, 0, 0, 1, 0), name)
        operations["shear_y %r %s" % (factor, name)] = affine(lambda s, f=factor: (1, 0, 0, f, 1, 0), name)
    for share in (-0.45, 0.11, 0.3):
        operations["translate_x %r %s" % (share, name)] = affine(lambda s, p=share: (1, 0, p * s.size[0], 0, 1, 0), name)
        operations["translate_y %r %s" % (share, name)] = affine(lambda s, p=share: (1, 0, 0, 0, 1, p * s.size[1]), name)
    for degrees in (0, -30.0, 4.5, 27.3, 90, 135, 180, 270, -405.5):
        operations["rotate %r %s" % (degrees, name)] = rotate(degrees, name)

lines = []
for number, size in enumerate(SIZES):
    kind = ("noise", "edges", "smooth")[number % 3]
    for name, operation in operations.items():
        lines.append("%s | %s %d %d %d | %s" % (name, kind, number, *size, hashed(operation(image(kind, number, *size)))))
write("operations.txt", lines)
