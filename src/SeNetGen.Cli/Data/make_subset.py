"""Makes the embedded subset of Fashion-MNIST from the original IDX files: the first images of each class, in the original order.

    python3 make_subset.py /usr/share/datasets/fashion-mnist .

The order of the originals is already random, so the first images of each class are a fair sample. Running it again gives the same bytes.
"""
import gzip
import struct
import sys


def read(path, header):
    with gzip.open(path, "rb") as file:
        return file.read()[header:]


def write(path, data):
    with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=9, mtime=0) as packed:
        packed.write(data)


def subset(source, target, split, per_class):
    images = read(f"{source}/{split}-images-idx3-ubyte.gz", 16)
    labels = read(f"{source}/{split}-labels-idx1-ubyte.gz", 8)
    left = [per_class] * 10
    chosen = []
    for index, label in enumerate(labels):
        if left[label] > 0:
            left[label] -= 1
            chosen.append(index)
    pixels = b"".join(images[i * 784:(i + 1) * 784] for i in chosen)
    write(f"{target}/{split}-images-idx3-ubyte.gz", struct.pack(">IIII", 0x803, len(chosen), 28, 28) + pixels)
    write(f"{target}/{split}-labels-idx1-ubyte.gz", struct.pack(">II", 0x801, len(chosen)) + bytes(labels[i] for i in chosen))


if __name__ == "__main__":
    subset(sys.argv[1], sys.argv[2], "train", 1000)
    subset(sys.argv[1], sys.argv[2], "t10k", 200)
