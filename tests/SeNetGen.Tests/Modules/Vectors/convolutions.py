"""Convolutions and linear maps."""
import torch

from vectors import vector


def padded(x, height, width):
    n, c, h, w = x.shape
    result = torch.zeros((n, c, h + 2 * height, w + 2 * width), dtype=x.dtype)
    result[:, :, height:height + h, width:width + w] = x
    return result


def conv(x, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1):
    """Tap by tap: the sum over the kernel's pixels of a strided part of the image times a matrix."""
    x = padded(x, *padding)
    n, c, h, w = x.shape
    out, per_group, kernel_height, kernel_width = weight.shape
    height = (h - dilation[0] * (kernel_height - 1) - 1) // stride[0] + 1
    width = (w - dilation[1] * (kernel_width - 1) - 1) // stride[1] + 1
    results = []
    for group in range(groups):
        part = x[:, group * per_group:(group + 1) * per_group]
        matrix = weight[group * (out // groups):(group + 1) * (out // groups)]
        total = 0
        for i in range(kernel_height):
            for j in range(kernel_width):
                top, left = i * dilation[0], j * dilation[1]
                window = part[:, :, top:top + (height - 1) * stride[0] + 1:stride[0], left:left + (width - 1) * stride[1] + 1:stride[1]]
                total = total + (window.unsqueeze(1) * matrix[:, :, i, j].reshape(1, -1, per_group, 1, 1)).sum(2)
        results.append(total)
    result = torch.cat(results, 1)
    return result if bias is None else result + bias.reshape(1, -1, 1, 1)


def add(case, inputs, weight, bias=False, **arguments):
    shapes = {"weight": weight, **({"bias": weight[:1]} if bias else {})}
    vector("convolutions", case, lambda x, p: conv(x, p["weight"], p.get("bias"), **arguments), [inputs], shapes)


add("plain", (2, 2, 4, 5), (3, 2, 3, 3), bias=True, padding=(1, 1))
add("pointwise", (2, 3, 3, 4), (4, 3, 1, 1), bias=True)
add("pointwise_strided", (2, 3, 3, 4), (4, 3, 1, 1), stride=(2, 2))
add("grouped", (2, 4, 4, 3), (6, 2, 3, 3), stride=(2, 2), padding=(1, 1), groups=2)
add("dilated", (1, 2, 6, 5), (2, 2, 3, 3), padding=(2, 2), dilation=(2, 2))
add("depthwise", (2, 3, 4, 4), (3, 1, 3, 3), padding=(1, 1), groups=3)
add("depthwise_multiplied", (1, 2, 4, 4), (4, 1, 3, 3), bias=True, stride=(2, 2), padding=(1, 1), groups=2)
add("tall", (2, 2, 5, 3), (3, 2, 3, 1), bias=True, padding=(1, 0))
add("wide", (2, 2, 4, 7), (2, 2, 1, 5), stride=(1, 2), padding=(0, 2))
add("uneven", (1, 2, 7, 6), (2, 2, 3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 3))
vector("convolutions", "linear", lambda x, p: (x.unsqueeze(1) * p["weight"]).sum(2) + p["bias"], [(3, 5)], {"weight": (4, 5), "bias": (4,)})
