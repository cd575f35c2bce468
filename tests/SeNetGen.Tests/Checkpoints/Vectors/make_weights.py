"""Writes the files of weights that the readers are held to. Run with /usr/bin/python3 in this folder (Debian: python3-torch 1.13.1)."""
import argparse
import collections
import json
import struct

import torch
from torch import nn

NAMES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
         torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}


def expect(path, tensors):
    """What is to be read, as safetensors, written after its specification."""
    header, data = {}, b""
    for name, value in sorted(tensors.items(), key=lambda item: -item[1].element_size()):
        raw = value.detach().contiguous().reshape(-1)
        raw = bytes(raw.view(torch.int16).numpy().tobytes() if raw.dtype == torch.bfloat16 else raw.numpy().tobytes())
        header[name] = {"dtype": NAMES[value.dtype], "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class SqueezeExcite(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, reduced, 1)
        self.fc2 = nn.Conv2d(reduced, channels, 1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.se = SqueezeExcite(4, 2)


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(Block())
        self.fc = nn.Linear(4, 3)


torch.manual_seed(7)
network, average = Small(), Small()
state = network.state_dict()
expect("small.safetensors", state)
expect("average.safetensors", average.state_dict())
torch.save(state, "small.pt")
for protocol in 2, 4, 5:
    torch.save(state, f"small-legacy{protocol}.pt", pickle_protocol=protocol, _use_new_zipfile_serialization=False)
torch.save(state, "small-protocol5.pt", pickle_protocol=5)

parallel = collections.OrderedDict(("module." + name, value) for name, value in state.items())
torch.save({"epoch": 3, "metric": 0.5, "state_dict": parallel}, "module.pth")
checkpoint = {
    "epoch": 3, "arch": "small", "state_dict": state, "state_dict_ema": average.state_dict(), "version": 2, "args": argparse.Namespace(lr=0.1, mean=(0.5, 0.5)),
    "optimizer": {"state": {0: {"momentum_buffer": torch.ones(3)}}, "param_groups": [{"lr": 0.1, "params": [0, 1], "nesterov": True}]}, "metric": 71.5,
}
torch.save(checkpoint, "ema.pth.tar")
torch.save(checkpoint, "ema-legacy.pth.tar", _use_new_zipfile_serialization=False)

base = torch.arange(48, dtype=torch.float32).reshape(2, 3, 4, 2)
every = {
    "whole": base, "part": base[1], "transposed": base.permute(0, 3, 1, 2), "stepped": base[:, ::2, 1:3], "last": base.contiguous(memory_format=torch.channels_last),
    "half": torch.randn(5).half(), "bfloat": torch.randn(2, 3).bfloat16(), "double": torch.randn(3).double(), "count": torch.tensor(7), "scalar": torch.tensor(2.5),
    "int": torch.tensor([1, -2], dtype=torch.int32), "short": torch.tensor([3, -4], dtype=torch.int16), "char": torch.tensor([5, -6], dtype=torch.int8),
    "byte": torch.tensor([255], dtype=torch.uint8), "bool": torch.tensor([True, False]), "empty": torch.zeros(0, 3), "parameter": nn.Parameter(torch.randn(2, 2)),
}
expect("every.safetensors", every)
torch.save(every, "every.pt")
torch.save(every, "every-legacy.pt", _use_new_zipfile_serialization=False)
