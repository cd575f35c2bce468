#!/usr/bin/python3
"""Writes decoder-vectors.zip: image files of every kind a folder may hold, each with the pixels that Pillow's convert('RGB') gives.

Run with Debian 12's python3 (python3-pil 9.4, python3-numpy). An entry 'name.rgb' holds width and height (little-endian 32 bits each) and the pixels;
an entry 'name.error' says that Pillow refuses the file.
"""
import io
import struct
import zipfile
import zlib

import numpy as np
from PIL import Image, ImageFile, ImageOps

assert Image.__version__ == "9.4.0", Image.__version__
random = np.random.RandomState(5)


def picture(width, height, channels=3):
    """Something between a photo and noise."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [127 + 90 * np.sin(x / (3 + c) + c) * np.cos(y / (4 + c)) + random.normal(0, 3, (height, width)) for c in range(channels)]
    return np.clip(np.stack(planes, 2), 0, 255).astype(np.uint8)


def save(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def png_chunks(header, *chunks):
    """A PNG with chunks that Pillow does not write."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(k, b) for k, b in chunks) + chunk(b"IEND", b"")


def png16(array, kind):
    height, width = array.shape[:2]
    rows = b"".join(b"\0" + array[y].astype(">u2").tobytes() for y in range(height))
    return png_chunks(struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0), (b"IDAT", zlib.compress(rows)))


rgb = Image.fromarray(picture(37, 29))
odd = Image.fromarray(picture(17, 41))
grey = rgb.convert("L")
rgba = Image.fromarray(picture(37, 29, 4), "RGBA")
transparent = np.array(rgba)
transparent[:, :12, 3] = 0
rgba = Image.fromarray(transparent, "RGBA")
cmyk = Image.fromarray(picture(37, 29, 4), "CMYK")
palette = rgb.quantize(50)
jpeg = save(rgb, "JPEG", quality=88)
cmyk_jpeg = save(cmyk, "JPEG", quality=90)
adobe = cmyk_jpeg.index(b"Adobe")
ycck_jpeg = bytearray(cmyk_jpeg)
ycck_jpeg[adobe + 11] = 2
exif = Image.Exif()
exif[0x0112] = 6
icc = b"\0" * 36 + b"acsp" + b"\0" * 200
whole = save(Image.fromarray(picture(72, 56)), "JPEG", quality=90)
# Bits of the image's data, none of which makes a marker: Pillow goes on with what it can make of them.
damaged = bytearray(whole)
for place in range(len(whole) // 2, len(whole) - 100, 97):
    if damaged[place] not in (0x00, 0xFE, 0xFF) and damaged[place - 1] != 0xFF:
        damaged[place] ^= 1
frames = [Image.fromarray(picture(24, 18)) for _ in range(3)]
deep = (picture(13, 11).astype(np.uint16) << 8) + random.randint(0, 256, (11, 13, 3)).astype(np.uint16)

files = {
    "baseline.jpg": jpeg,
    "odd-size.jpg": save(odd, "JPEG", quality=75),
    "one-pixel.jpg": save(Image.new("RGB", (1, 1), (200, 30, 90)), "JPEG"),
    "full-colour.jpg": save(odd, "JPEG", quality=95, subsampling=0),
    "half-colour.jpg": save(odd, "JPEG", quality=90, subsampling=1),
    "progressive.jpg": save(rgb, "JPEG", quality=80, progressive=True),
    "optimised.jpg": save(rgb, "JPEG", quality=60, optimize=True),
    "grey.jpg": save(grey, "JPEG", quality=85),
    "cmyk.jpg": cmyk_jpeg,
    "ycck.jpg": bytes(ycck_jpeg),
    "exif.jpg": save(rgb, "JPEG", quality=88, exif=exif),
    "icc.jpg": save(rgb, "JPEG", quality=88, icc_profile=icc),
    "trailing.jpg": jpeg + b"something after the end" * 9,
    "rgb.png": save(rgb, "PNG"),
    "optimised.png": save(odd, "PNG", optimize=True),
    "grey.png": save(grey, "PNG"),
    "grey-alpha.png": save(rgba.convert("LA"), "PNG"),
    "alpha.png": save(rgba, "PNG"),
    "palette.png": save(palette, "PNG"),
    "palette-alpha.png": save(palette, "PNG", transparency=bytes([0, 128, 255] * 16)),
    "palette-four-bit.png": save(rgb.quantize(13), "PNG", bits=4),
    "one-bit.png": save(rgb.convert("1"), "PNG"),
    "one-bit-palette.png": save(rgb.quantize(2), "PNG", bits=1),
    "sixteen-bit.png": png16(deep, 2),
    "sixteen-bit-grey.png": png16(deep[:, :, 0], 0),
    "gamma.png": png_chunks(struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0), (b"gAMA", struct.pack(">I", 100000)), (b"IDAT", zlib.compress(b"\0" + bytes(range(10, 100, 10)) + b"\0" + bytes(range(100, 190, 10))))),
    "lossless.webp": save(rgb, "WEBP", lossless=True),
    "lossy.webp": save(odd, "WEBP", quality=80),
    "lossy-alpha.webp": save(rgba, "WEBP", quality=80),
    "lossless-alpha.webp": save(rgba, "WEBP", lossless=True, exact=True),
    "animated.webp": save(frames[0], "WEBP", lossless=True, save_all=True, append_images=frames[1:]),
    "plain.gif": save(palette, "GIF"),
    "transparent.gif": save(palette, "GIF", transparency=3),
    "animated.gif": save(frames[0].quantize(40), "GIF", save_all=True, append_images=[f.quantize(40) for f in frames[1:]]),
    "rgb.bmp": save(rgb, "BMP"),
    "grey.bmp": save(grey, "BMP"),
    "palette.bmp": save(palette, "BMP"),
    "one-bit.bmp": save(rgb.convert("1"), "BMP"),
    "alpha.bmp": save(rgba, "BMP"),
    "really-a-png.jpg": save(rgb, "PNG"),
    "really-a-webp.jpg": save(rgb, "WEBP", lossless=True),
    "really-a-jpeg.png": jpeg,
    "damaged.jpg": bytes(damaged),
    "half.jpg": jpeg[: len(jpeg) // 2],
    "endless.jpg": jpeg[:-2],
    "header-alone.jpg": jpeg[:200],
    "half.png": save(rgb, "PNG")[:900],
    "half.webp": save(rgb, "WEBP", lossless=True)[:700],
    "half.gif": save(palette, "GIF")[:500],
    "half.bmp": save(rgb, "BMP")[:900],
    "text.jpg": b"this is no image, whatever its name says\n" * 4,
    "nearly-nothing.jpg": b"\xff\xd8",
}


def pixels(image):
    image = image.convert("RGB")
    return struct.pack("<II", *image.size) + np.asarray(image).tobytes()


def without_hidden_colour(image):
    """What the file shows where it is transparent: nothing, not the colour that its palette has there."""
    hidden = np.asarray(image) == image.info["transparency"]
    shown = np.array(image.convert("RGB"))
    assert hidden.any()
    shown[hidden] = 0
    return pixels(Image.fromarray(shown))


# Where the decoder is meant to differ from Pillow: it cuts 16-bit grey off at 255, and shows the hidden colour of transparent pixels.
different = {
    "sixteen-bit-grey.png": lambda image: pixels(Image.fromarray((deep[:, :, 0] >> 8).astype(np.uint8))),
    "transparent.gif": without_hidden_colour,
}


with zipfile.ZipFile("decoder-vectors.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    def add(name, body):
        archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED, 9)

    for name, body in files.items():
        add(name, body)
        try:
            add(name + ".rgb", different.get(name, pixels)(Image.open(io.BytesIO(body))))
            print(name, len(body))
        except Exception as error:
            add(name + ".error", str(error).split(" <")[0])
            print(name, len(body), repr(error))

    small = Image.fromarray(picture(5, 3))
    for orientation in range(1, 9):
        exif[0x0112] = orientation
        for format, name in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
            options = {"quality": 100, "subsampling": 0} if format == "JPEG" else {"lossless": True} if format == "WEBP" else {}
            body = save(small, format, exif=exif, **options)
            add(f"oriented-{orientation}.{name}", body)
            add(f"oriented-{orientation}.{name}.rgb", pixels(ImageOps.exif_transpose(Image.open(io.BytesIO(body)))))
