#!/usr/bin/python3
"""Writes about 100 JPEGs of ImageNet's size (500 x 375) into DIR/train/photos, cut from the wallpapers of Debian's packages.

    apt-get install lomiri-wallpapers-16.04 mate-backgrounds plasma-workspace-wallpapers python3-pil
    /usr/bin/python3 photos.py DIR

The wallpapers are GPL and CC photographs: what this makes of them is for measuring here and is never committed.
"""
import io
import os
import sys

from PIL import Image

ROOTS = ["/usr/share/backgrounds", "/usr/share/wallpapers", "/usr/share/lomiri-wallpapers"]
WIDTH, HEIGHT, KEPT = 500, 375, 96


def sources():
    """The largest JPEG of each folder that holds one picture in many sizes, every other one as it is; links are counted once."""
    found = {}
    for root in ROOTS:
        for folder, _, names in sorted(os.walk(root)):
            paths = {os.path.realpath(os.path.join(folder, name)) for name in names if name.lower().endswith((".jpg", ".jpeg"))}
            if "/contents/images" in folder and paths:
                paths = {max(paths, key=os.path.getsize)}
            found.update((path, None) for path in sorted(paths))
    return list(found)


def crops(path):
    image = Image.open(path)
    image.draft("RGB", (1800, 1350))
    image = image.convert("RGB")
    for number, zoom in enumerate((1, 1.7, 2.6)):
        width = min(image.width, image.height * 4 // 3) / zoom
        height = width * 3 / 4
        if width < WIDTH:
            continue
        left, top = (image.width - width) * (0.3 + 0.2 * number), (image.height - height) * (0.6 - 0.1 * number)
        yield image.resize((WIDTH, HEIGHT), Image.LANCZOS, (left, top, left + width, top + height))


files = []
for path in sources():
    for crop in crops(path):
        buffer = io.BytesIO()
        full = len(files) % 3 == 2
        crop.save(buffer, "JPEG", quality=96 if full else 95, subsampling=0 if full else 2)
        files.append(buffer.getvalue())
if len(files) < KEPT:
    sys.exit(f"{len(files)} pictures found, {KEPT} are needed: apt-get install lomiri-wallpapers-16.04 mate-backgrounds plasma-workspace-wallpapers")
files = sorted(files, key=len)[-KEPT:]
folder = os.path.join(sys.argv[1], "train", "photos")
os.makedirs(folder)
for number, body in enumerate(files):
    with open(os.path.join(folder, f"{number:03}.jpg"), "wb") as file:
        file.write(body)
print(f"{KEPT} photos of {WIDTH} x {HEIGHT}, {sum(map(len, files)) // KEPT // 1000} KB each on average")
