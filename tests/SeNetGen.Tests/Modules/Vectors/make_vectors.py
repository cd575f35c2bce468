"""Writes the vectors that the runtime's operations are held to.

    /usr/bin/python3 make_vectors.py        (Debian's python3-torch, 1.13)

Every other *.py file of this folder defines operations and registers cases of them by `vector(...)`.
"""
import glob
import importlib
import os
import sys

sys.dont_write_bytecode = True

import vectors

if __name__ == "__main__":
    sys.path.insert(0, vectors.FOLDER)
    for path in sorted(glob.glob(os.path.join(vectors.FOLDER, "*.py"))):
        name = os.path.basename(path)[:-3]
        if name not in ("make_vectors", "vectors"):
            importlib.import_module(name)
    vectors.write()
