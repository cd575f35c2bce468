"""What make_vectors.py and the files of operations share: values made from names, gradients, and the writer.

An operation is written here from its definition (timm's formulas, the paper), on plain tensor arithmetic, not with the function that the
runtime itself calls. Inputs and weights are made from their names, so that only results are stored; `VectorFile.cs` makes the same ones.
"""
import json
import os
import struct

import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))
FILES = {}


def values(name, shape):
    """Distinct numbers, [-2, 2) for inputs and [-1, 1) for weights, from 0.5 to 1.5 for running variances."""
    count = 1
    for size in shape:
        count *= size
    seed = sum((i + 1) * ord(letter) for i, letter in enumerate(name))
    numbers = [((k + 1) * 7919 + seed * 4729) % 10007 / 10007 for k in range(count)]
    if name.endswith("running_var"):
        numbers = [number + 0.5 for number in numbers]
    elif name.startswith(("input", "loss", "noise")):
        numbers = [number * 4 - 2 for number in numbers]
    else:
        numbers = [number * 2 - 1 for number in numbers]
    return torch.tensor(numbers, dtype=torch.float64).reshape(shape)


def vector(file, case, function, inputs, parameters=None, evaluation=None):
    """Adds a case to `file`.safetensors.

    function    takes the inputs in order, then the parameters and buffers as one dict by name when there are any. Gives the output, or the
                output and a dict of the buffers as they are afterwards.
    inputs      the inputs' shapes; they are named input, input1, input2, ...
    parameters  shapes by name, in state-dict order; running_mean and running_var are buffers.
    evaluation  the function in evaluation mode where it is another one.
    """
    stored = FILES.setdefault(file, {})
    for mode, run in (("", function), ("eval/", evaluation)):
        if run is None:
            continue
        tensors = [values("input" + (str(i) if i else ""), shape).requires_grad_() for i, shape in enumerate(inputs)]
        state = {name: values(name, shape) for name, shape in (parameters or {}).items()}
        trained = {name: tensor.requires_grad_() for name, tensor in state.items() if "running_" not in name}
        result = run(*tensors, state) if state else run(*tensors)
        output, buffers = result if isinstance(result, tuple) else (result, {})
        (output * values("loss", output.shape)).sum().backward()
        stored[f"{case}/{mode}output"] = output.detach()
        for i, tensor in enumerate(tensors):
            stored[f"{case}/{mode}grad/input{i if i else ''}"] = tensor.grad
        for name, tensor in trained.items():
            stored[f"{case}/{mode}grad/{name}"] = tensor.grad
        for name, tensor in buffers.items():
            stored[f"{case}/{mode}buffer/{name}"] = tensor.detach()


def write():
    total = 0
    for file, tensors in sorted(FILES.items()):
        header, data = {}, b""
        for name, tensor in tensors.items():
            numbers = tensor.double().reshape(-1).tolist()
            part = struct.pack(f"<{len(numbers)}d", *numbers)
            header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(part)]}
            data += part
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        with open(os.path.join(FOLDER, file + ".safetensors"), "wb") as target:
            target.write(struct.pack("<Q", len(text)) + text + data)
        total += 8 + len(text) + len(data)
        print(f"{file}: {8 + len(text) + len(data)} bytes")
    print(f"all: {total} bytes, to stay under 200,000")
