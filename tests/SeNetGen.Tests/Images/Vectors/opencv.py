"""opencv.txt: kind seed width height | width height | filter | the bytes in base64. OpenCV's resize, which needs no more than to be met within 1."""
import base64

import cv2

from pixels import pixels, write

FILTERS = {"nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "bicubic": cv2.INTER_CUBIC}
SIZES = [
    ((1, 1), (3, 2)), ((1, 9), (4, 3)), ((9, 1), (3, 4)), ((5, 5), (9, 7)), ((13, 17), (17, 13)), ((31, 29), (8, 8)), ((64, 48), (32, 24)),
    ((100, 75), (24, 24)), ((375, 500), (26, 34)), ((500, 333), (40, 40)), ((50, 90), (13, 9)), ((20, 20), (20, 11)), ((12, 8), (48, 32)),
]

lines = []
for number, (size, out) in enumerate(SIZES):
    kind = ("noise", "edges", "smooth")[number % 3]
    for name, code in FILTERS.items():
        result = cv2.resize(pixels(kind, number, *size), out, interpolation=code)
        lines.append("%s %d %d %d | %d %d | %s | %s" % (kind, number, *size, *out, name, base64.b64encode(result.tobytes()).decode()))
write("opencv.txt", lines)
