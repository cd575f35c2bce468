"""Pools, upsampling, and what puts values together."""
import torch

from vectors import vector

MAP = (2, 3, 3, 4)


def mean(x):
    return x.sum((2, 3), keepdim=True) / (x.shape[2] * x.shape[3])


def maximum(x):
    return x.max(3, keepdim=True)[0].max(2, keepdim=True)[0]


def grid(rows):
    return torch.cat([torch.cat(row, 3) for row in rows], 2)


def windows(size, kernel, stride, padding, ceil):
    """First and last pixel of each window, padding included; rounded up, a last window must start inside the image or the padding before it."""
    span = size + 2 * padding - kernel
    count = (span + stride - 1 if ceil else span) // stride + 1
    if ceil and (count - 1) * stride >= size + padding:
        count -= 1
    return [(i * stride - padding, min(i * stride - padding + kernel, size + padding)) for i in range(count)]


def pool(x, kernel, stride, padding=0, ceil=False, of=None, count_padding=True):
    def one(top, bottom, left, right):
        part = x[:, :, max(top, 0):min(bottom, x.shape[2]), max(left, 0):min(right, x.shape[3])]
        if of is maximum:
            return maximum(part)
        count = (bottom - top) * (right - left) if count_padding else part.shape[2] * part.shape[3]
        return part.sum((2, 3), keepdim=True) / count
    columns = windows(x.shape[3], kernel, stride, padding, ceil)
    return grid([[one(*row, *column) for column in columns] for row in windows(x.shape[2], kernel, stride, padding, ceil)])


def same(size, kernel, stride):
    before = max((-(-size // stride) - 1) * stride + kernel - size, 0) // 2
    return [(max(i * stride - before, 0), min(i * stride - before + kernel, size)) for i in range(-(-size // stride))]


def max_pool_same(x, kernel, stride):
    return grid([[maximum(x[:, :, a:b, c:d]) for c, d in same(x.shape[3], kernel, stride)] for a, b in same(x.shape[2], kernel, stride)])


def adaptive(x, height, width, of):
    def parts(size, count):
        return [(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]
    return grid([[of(x[:, :, a:b, c:d]) for c, d in parts(x.shape[3], width)] for a, b in parts(x.shape[2], height)])


def blur(x, size, stride):
    row = [1.0]
    for _ in range(size - 1):
        row = [a + b for a, b in zip([0.0] + row, row + [0.0])]
    border = (stride - 1 + size - 1) // 2

    def reflected(count):
        return [abs(i) if i < count else 2 * (count - 1) - i for i in range(-border, count + border)]
    x = x[:, :, reflected(x.shape[2])][:, :, :, reflected(x.shape[3])]
    height, width = (x.shape[2] - size) // stride + 1, (x.shape[3] - size) // stride + 1
    total = 0
    for i in range(size):
        for j in range(size):
            part = x[:, :, i:i + (height - 1) * stride + 1:stride, j:j + (width - 1) * stride + 1:stride]
            total = total + part * row[i] * row[j] / 4 ** (size - 1)
    return total


def bilinear(x, factor):
    def lines(size):
        matrix = torch.zeros((size * factor, size), dtype=torch.float64)
        for i in range(size * factor):
            place = max((i + 0.5) / factor - 0.5, 0)
            below = int(place)
            matrix[i, below] += 1 - (place - below)
            matrix[i, min(below + 1, size - 1)] += place - below
        return matrix
    return torch.matmul(torch.matmul(lines(x.shape[2]), x), lines(x.shape[3]).t())


vector("pools", "max", lambda x: pool(x, 3, 2, 1, of=maximum), [(1, 2, 4, 5)])
vector("pools", "max_ceil", lambda x: pool(x, 2, 2, ceil=True, of=maximum), [(1, 2, 5, 3)])
vector("pools", "max_same", lambda x: max_pool_same(x, 3, 2), [(1, 2, 4, 5)])
vector("pools", "avg", lambda x: pool(x, 3, 2, 1), [(1, 2, 4, 5)])
vector("pools", "avg_ceil", lambda x: pool(x, 3, 2, 1, ceil=True, count_padding=True), [(1, 2, 4, 5)])
vector("pools", "avg_inside", lambda x: pool(x, 2, 2, ceil=True, count_padding=False), [(1, 2, 5, 3)])
vector("pools", "global_avg", mean, [MAP])
vector("pools", "global_max", maximum, [MAP])
vector("pools", "global_avgmax", lambda x: (mean(x) + maximum(x)) / 2, [MAP])
vector("pools", "global_catavgmax", lambda x: torch.cat((mean(x), maximum(x)), 1), [MAP])
vector("pools", "adaptive_avg", lambda x: adaptive(x, 2, 3, mean), [(2, 2, 5, 4)])
vector("pools", "adaptive_avg_larger", lambda x: adaptive(x, 4, 3, mean), [(1, 2, 3, 2)])
vector("pools", "adaptive_max", lambda x: adaptive(x, 2, 3, maximum), [(2, 2, 5, 4)])
vector("pools", "blur", lambda x: blur(x, 3, 2), [(2, 2, 4, 5)])
vector("pools", "blur_5", lambda x: blur(x, 5, 2), [(1, 2, 6, 5)])
vector("pools", "blur_even", lambda x: blur(x, 2, 1), [(1, 2, 3, 4)])
vector("pools", "upsample", lambda x: x.repeat_interleave(2, 2).repeat_interleave(2, 3), [(1, 2, 2, 3)])
vector("pools", "upsample_bilinear", lambda x: bilinear(x, 2), [(1, 2, 2, 3)])
vector("pools", "upsample_bilinear_3", lambda x: bilinear(x, 3), [(1, 2, 2, 1)])
vector("pools", "concat", lambda x, y, z: torch.cat((x, y, z), 1), [(2, 2, 2, 3), (2, 1, 2, 3), (2, 3, 2, 3)])
vector("pools", "concat_flat", lambda x, y: torch.cat((x, y), 1), [(2, 2), (2, 3)])
vector("pools", "add", lambda x, y: x + y, [(1, 2, 2, 3), (1, 2, 2, 3)])
vector("pools", "multiply", lambda x, y: x * y, [(1, 2, 2, 3), (1, 2, 2, 3)])
vector("pools", "multiply_gate", lambda x, y: x * y, [(2, 2, 2, 3), (2, 2, 1, 1)])
