"""Condenses the reference outputs of timm's and MindCV's networks to what the tests hold ours against.

    python3 make_golden.py FOLDER > golden.json

FOLDER holds timm.json and mindcv.json: outputs of the original networks in float64 with weights and inputs made from names
(`NamedTensors.cs` says how). Keys are condensed to a SHA-256 over lines of `name d0,d1,...`, in state-dict order.
MindCV's keys are given under torch's leaf names, in torch's order within a layer.
"""
import hashlib
import json
import sys

TIMM = ["seresnet18", "seresnet50", "seresnext50_32x4d", "senet154"]
MINDCV = ["seresnet18", "seresnet50", "seresnext26_32x4d", "senet154"]
LEAVES = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def digest(keys):
    lines = "".join(f"{name} {','.join(map(str, shape))}\n" for name, shape in keys)
    return hashlib.sha256(lines.encode()).hexdigest()


def cases(network):
    return [case for case in network["cases"] if "error" not in case]


def torch_names(entries):
    """A batch norm's four tensors come as moving_mean, moving_variance, gamma, beta; torch has weight, bias, mean, variance, count."""
    keys, norm = [], {}
    for name, shape in entries:
        layer, _, leaf = name.rpartition(".")
        if leaf not in LEAVES:
            keys.append((name, shape))
            continue
        norm[LEAVES[leaf]] = shape
        if len(norm) == 4:
            keys += [(f"{layer}.{part}", norm[part]) for part in ("weight", "bias", "running_mean", "running_var")]
            keys.append((f"{layer}.num_batches_tracked", []))
            norm = {}
    return keys


def main(folder):
    timm = json.load(open(f"{folder}/timm.json"))
    mindcv = json.load(open(f"{folder}/mindcv.json"))
    result = {}
    for name in TIMM:
        network = timm[name]
        result[name] = {"parameters": network["parameters"], "keys": digest(network["keys"]), "cases": cases(network)}
    for name in MINDCV:
        network = mindcv[name]
        keys = torch_names(network["entries"])
        result[f"mindcv_{name}"] = {"parameters": network["trainable"], "keys": digest(keys), "cases": cases(network)}
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1])
