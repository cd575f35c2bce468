"""What is dropped while training, for masks made from names: which values are dropped is a matter of statistics, and tested as such."""
import torch

from vectors import values, vector


def drop_path(x):
    kept = (values("noise", (x.shape[0], 1, 1, 1)) > -0.5).double()
    return x * kept / 0.75


def drop_block(x, size, least):
    """A square around each seed, one of even size a pixel up and to the left."""
    n, _, h, w = x.shape
    seeds = values("noise", (n, 1, h, w)) > least
    high, wide = min(size, h), min(size, w)
    kept = torch.ones((n, 1, h, w), dtype=torch.float64)
    for image in range(n):
        for i in range(h):
            for j in range(w):
                if seeds[image, 0, i, j]:
                    top, left = i - high // 2, j - wide // 2
                    kept[image, 0, max(top, 0):top + high, max(left, 0):left + wide] = 0
    return x * kept * (kept.numel() / (kept.sum() + 1e-7))


vector("drops", "drop_path", drop_path, [(4, 2, 2, 2)], evaluation=lambda x: x * 1)
vector("drops", "drop_block", lambda x: drop_block(x, 3, 1.5), [(2, 2, 5, 6)], evaluation=lambda x: x * 1)
vector("drops", "drop_block_even", lambda x: drop_block(x, 2, 1.0), [(1, 2, 4, 5)], evaluation=lambda x: x * 1)
vector("drops", "drop_block_larger", lambda x: drop_block(x, 4, 1.7), [(2, 2, 3, 5)], evaluation=lambda x: x * 1)
