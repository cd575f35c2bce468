"""crops.txt: name arguments | kind seed width height | result. torchvision's transforms of validation on Pillow images, and Pillow's flips."""
import math

from torchvision import transforms
from torchvision.transforms import InterpolationMode
from PIL import Image, ImageOps

from pixels import hashed, image, write

SIZES = [(1, 1), (1, 50), (50, 1), (31, 29), (64, 64), (65, 64), (64, 65), (100, 75), (75, 100), (333, 222), (500, 375), (375, 501), (127, 512), (40, 39)]
CENTRES = [(32, 0.875, "bilinear"), (32, 0.95, "bicubic"), (33, 0.875, "bicubic"), (48, 1.0, "bilinear"), (24, 0.9, "nearest"), (56, 0.96, "lanczos"), (20, 1.2, "box")]

lines = []
for number, size in enumerate(SIZES):
    kind = ("noise", "edges", "smooth")[number % 3]
    source = image(kind, number, *size)
    field = "%s %d %d %d" % (kind, number, *size)
    for out, crop_pct, name in CENTRES:
        resize = transforms.Resize(math.floor(out / crop_pct), InterpolationMode(name), antialias=None)
        result = transforms.CenterCrop(out)(resize(source))
        lines.append("center %d %s %s | %s | %s" % (out, crop_pct, name, field, hashed(result)))
    lines.append("hflip | %s | %s" % (field, hashed(ImageOps.mirror(source))))
    lines.append("vflip | %s | %s" % (field, hashed(ImageOps.flip(source))))
    lines.append("both | %s | %s" % (field, hashed(source.transpose(Image.ROTATE_180))))

# A part of twice the area never fits, so this is what follows ten tries.
for size in SIZES:
    for ratio in ((3 / 4, 4 / 3), (0.9, 1.0), (1.5, 3.0)):
        top, left, height, width = transforms.RandomResizedCrop.get_params(image("noise", 0, *size), (2.0, 2.0), ratio)
        if width > 0 and height > 0:
            lines.append("fallback %r %r | noise 0 %d %d | %d %d %d %d" % (*ratio, *size, left, top, width, height))
write("crops.txt", lines)
