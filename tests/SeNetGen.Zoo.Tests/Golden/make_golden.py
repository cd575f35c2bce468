"""Condenses the reference outputs of timm's and MindCV's networks to what the tests hold ours against.

    python3 make_golden.py FOLDER > golden.json

FOLDER holds timm.json and mindcv.json: outputs of the original networks in float64 with weights and inputs made from names
(`NamedTensors.cs` says how). Keys are condensed to a SHA-256 over lines of `name d0,d1,...`, in state-dict order.
MindCV's keys are given under torch's leaf names, in torch's order within a layer. A case with "error" is a size at which the original
itself fails.
"""
import hashlib
import json
import sys

LEAVES = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def digest(keys):
    lines = "".join(f"{name} {','.join(map(str, shape))}\n" for name, shape in keys)
    return hashlib.sha256(lines.encode()).hexdigest()


def cases(network):
    return [{"input": case["input"], "error": True} if "error" in case else case for case in network["cases"]]


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


def lines(result):
    """One case a line."""
    for name, network in result.items():
        head = f' "{name}": {{"parameters": {network["parameters"]}, "keys": "{network["keys"]}", "cases": [\n'
        yield head + ",\n".join("  " + json.dumps(case) for case in network["cases"]) + "]}"


def main(folder):
    timm = json.load(open(f"{folder}/timm.json"))
    mindcv = json.load(open(f"{folder}/mindcv.json"))
    result = {}
    for name, network in timm.items():
        result[name] = {"parameters": network["parameters"], "keys": digest(network["keys"]), "cases": cases(network)}
    for name, network in mindcv.items():
        keys = torch_names(network["entries"])
        result[f"mindcv_{name}"] = {"parameters": network["trainable"], "keys": digest(keys), "cases": cases(network)}
    print("{\n" + ",\n".join(lines(result)) + "\n}")


if __name__ == "__main__":
    main(sys.argv[1])
