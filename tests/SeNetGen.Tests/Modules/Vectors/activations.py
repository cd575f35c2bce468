"""Activations without state, and PReLU."""
import math

import torch

from vectors import vector

SHAPE = (2, 3, 2, 3)
ZERO = torch.zeros((), dtype=torch.float64)
SIX = torch.full((), 6.0, dtype=torch.float64)


def relu6(x):
    return torch.minimum(torch.maximum(x, ZERO), SIX)


def gelu(x):
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def gelu_tanh(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)))


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def mish(x):
    return x * torch.tanh(torch.log(1 + torch.exp(x)))


def leaky(x, slope):
    return torch.where(x > 0, x, x * slope)


# Inputs lie within 2 of 0; times 4 they reach every branch.
vector("activations", "relu", lambda x: torch.maximum(x, ZERO), [SHAPE])
vector("activations", "relu6", lambda x: relu6(4 * x), [SHAPE])
vector("activations", "sigmoid", sigmoid, [SHAPE])
vector("activations", "silu", lambda x: x * sigmoid(x), [SHAPE])
vector("activations", "gelu", gelu, [SHAPE])
vector("activations", "gelu_tanh", gelu_tanh, [SHAPE])
vector("activations", "hard_swish", lambda x: 4 * x * relu6(4 * x + 3) / 6, [SHAPE])
vector("activations", "hard_sigmoid", lambda x: relu6(4 * x + 3) / 6, [SHAPE])
vector("activations", "leaky_relu", lambda x: leaky(x, 0.01), [SHAPE])
vector("activations", "leaky_relu_0.3", lambda x: leaky(x, 0.3), [SHAPE])
vector("activations", "mish", mish, [SHAPE])
vector("activations", "softmax", lambda x: torch.exp(x) / torch.exp(x).sum(1, keepdim=True), [SHAPE])
vector("activations", "softmax_pixels", lambda x: torch.exp(x) / torch.exp(x).sum((2, 3), keepdim=True), [SHAPE])
vector("activations", "prelu", lambda x, p: torch.where(x > 0, x, x * p["weight"]), [SHAPE], {"weight": (1,)})
vector("activations", "prelu_channels", lambda x, p: torch.where(x > 0, x, x * p["weight"].reshape(3, 1, 1)), [SHAPE], {"weight": (3,)})
vector("activations", "prelu_flat", lambda x, p: torch.where(x > 0, x, x * p["weight"]), [(3, 4)], {"weight": (4,)})
