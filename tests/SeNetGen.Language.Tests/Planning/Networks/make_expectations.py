"""Writes expected_keys.txt from the golden outputs: a line a network, 'name parameters entries hash', the hash over 'key d0 d1 ...' lines.

usage: python3 make_expectations.py FOLDER_WITH_timm.json_AND_mindcv.json > expected_keys.txt
MindCV's names are given torch's leaf names; since MindSpore's order is its own, and it has no num_batches_tracked, its lines are
sorted, and the networks of 'sorted' lines are compared so.
"""
import hashlib, json, sys

LEAVES = [("gamma", "weight"), ("beta", "bias"), ("moving_mean", "running_mean"), ("moving_variance", "running_var")]

def digest(lines):
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()[:16]

def line(name, shape):
    return " ".join([name] + [str(size) for size in shape])

def torch_name(name):
    head, _, leaf = name.rpartition(".")
    return head + "." + dict(LEAVES).get(leaf, leaf)

timm = json.load(open(sys.argv[1] + "/timm.json"))
for name in ["seresnet18", "seresnet50", "seresnet50t", "seresnext50_32x4d", "seresnext26d_32x4d", "seresnetaa50d", "senet154",
             "resnetrs50", "resnet50", "seresnet152d", "legacy_senet154"]:
    network = timm[name]
    lines = [line(key, shape) for key, shape in network["keys"]]
    print(name, network["parameters"], len(lines), digest(lines), "ordered")
mindcv = json.load(open(sys.argv[1] + "/mindcv.json"))
for name, network in mindcv.items():
    lines = sorted(line(torch_name(key), shape) for key, shape in network["entries"])
    print("mindcv_" + name, network["trainable"], len(lines), digest(lines), "sorted")
