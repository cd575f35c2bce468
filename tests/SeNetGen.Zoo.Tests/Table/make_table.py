"""Writes networks.tsv, the table that the zoo is held to, from the reference's table of timm's networks and its lists of others.

    python3 make_table.py FOLDER > networks.tsv

FOLDER holds timm.md (table 1.2: parameters, tensors of the state dict, multiply-adds at 224x224) and mindcv.md (table of section 2: parameters).
A line is `name parameters trained buffers gmacs`, with tabs; `-` where the reference does not say.
"""
import re
import sys

# The published counts of the plain networks.
BASELINES = {
    "resnet18": 11689512, "resnet34": 21797672, "resnet50": 25557032, "resnet101": 44549160, "resnet152": 60192808,
    "resnext50_32x4d": 25028904, "resnext101_32x4d": 44177704, "resnext101_32x8d": 88791336, "resnext101_64x4d": 83455272,
    "resnet50d": 25576264, "resnet101d": 44568392,
}

# timm.md rounds these to 19.94 M and 24.88 M; to the digit they follow from timm's lists of widths (timm/models/pruned/*.txt).
PRUNED = {"ecaresnet50d_pruned": 19939713, "ecaresnet101d_pruned": 24876040}


def rows(path, start):
    """The cells of the table whose header line begins so."""
    lines = open(path, encoding="utf-8").read().splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(start)) + 2
    for line in lines[first:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def main(folder):
    print("name\tparameters\ttrained\tbuffers\tgmacs")
    for row in rows(f"{folder}/timm.md", "| model | block | layers | g"):
        trained, buffers = row[8].split("+")
        print(row[0], row[7].replace(",", ""), trained, buffers, row[9], sep="\t")
    for name, parameters in (BASELINES | PRUNED).items():
        print(name, parameters, "-", "-", "-", sep="\t")
    for row in rows(f"{folder}/mindcv.md", "| model | block | layers | groups"):
        print("mindcv_" + row[0], row[9].replace(",", ""), "-", "-", "-", sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
