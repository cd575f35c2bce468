#!/usr/bin/python3
"""The other sides of the data benchmark, one process and one thread each: a pass over all images of DIR for each line of input, its CPU seconds as the answer.

    peer.py torchvision DIR    PIL and torchvision: decode, RandomResizedCrop(224), flip, ToTensor, Normalize
    peer.py decoder DIR        libjpeg-turbo's own decoder alone, called through its C library: the limit of whatever decodes whole images
"""
import ctypes
import io
import pathlib
import sys
import time

files = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.jpg"))]
if sys.argv[1] == "torchvision":
    import torch
    from PIL import Image
    from torchvision import transforms

    torch.set_num_threads(1)
    chain = transforms.Compose([transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])

    def run():
        for file in files:
            chain(Image.open(io.BytesIO(file)).convert("RGB"))
else:
    library = ctypes.CDLL("libturbojpeg.so.0")
    library.tjInitDecompress.restype = ctypes.c_void_p
    library.tjDecompress2.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int]
    handle = library.tjInitDecompress()
    pixels = ctypes.create_string_buffer(500 * 375 * 3)

    def run():
        for file in files:
            assert library.tjDecompress2(handle, file, len(file), pixels, 500, 1500, 375, 0, 0) == 0

for _ in range(2):
    run()
print("ready", flush=True)
for line in sys.stdin:
    start = time.process_time()
    run()
    print(time.process_time() - start, 0, flush=True)
