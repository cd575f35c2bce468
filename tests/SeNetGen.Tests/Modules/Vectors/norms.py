"""Norms: (x - mean) / sqrt(variance + eps) * weight + bias."""
import torch

from vectors import vector

MAP = (2, 4, 3, 2)
AFFINE = {"weight": (4,), "bias": (4,)}
BATCH = {**AFFINE, "running_mean": (4,), "running_var": (4,)}


def normal(x, axes, eps):
    mean = x.mean(axes, keepdim=True)
    return (x - mean) / torch.sqrt(((x - mean) ** 2).mean(axes, keepdim=True) + eps)


def affine(x, p):
    shape = (1, -1) + (1,) * (x.dim() - 2)
    return x * p["weight"].reshape(shape) + p["bias"].reshape(shape)


def batch_norm(x, p):
    count = x.numel() // x.shape[1]
    mean = x.mean((0, 2, 3))
    variance = ((x - mean.reshape(1, -1, 1, 1)) ** 2).sum((0, 2, 3)) / (count - 1)
    running = {"running_mean": 0.75 * p["running_mean"] + 0.25 * mean, "running_var": 0.75 * p["running_var"] + 0.25 * variance}
    return affine(normal(x, (0, 2, 3), 1e-3), p), running


def batch_norm_evaluated(x, p):
    return affine((x - p["running_mean"].reshape(1, -1, 1, 1)) / torch.sqrt(p["running_var"].reshape(1, -1, 1, 1) + 1e-3), p)


def group_norm(x, p, groups, eps=1e-5):
    return affine(normal(x.reshape(x.shape[0], groups, -1), (2,), eps).reshape(x.shape), p)


vector("norms", "batch_norm", batch_norm, [MAP], BATCH, evaluation=batch_norm_evaluated)
vector("norms", "group_norm", lambda x, p: group_norm(x, p, 2), [MAP], AFFINE)
vector("norms", "group_norm_one", lambda x, p: group_norm(x, p, 1, 0.01), [MAP], AFFINE)
vector("norms", "group_norm_flat", lambda x, p: group_norm(x, p, 2), [(3, 4)], AFFINE)
vector("norms", "layer_norm", lambda x, p: affine(normal(x, (1,), 1e-6), p), [MAP], AFFINE)
vector("norms", "layer_norm_flat", lambda x, p: affine(normal(x, (1,), 0.01), p), [(3, 4)], AFFINE)
