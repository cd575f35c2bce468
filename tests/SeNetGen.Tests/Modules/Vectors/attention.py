"""Attentions, from the formulas of their papers in timm's arrangement, over [N, C, H, W] maps."""
import torch

from vectors import vector


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def relu(x):
    return torch.where(x > 0, x, torch.zeros_like(x))


def softmax(x, axis):
    powers = torch.exp(x)
    return powers / powers.sum(axis, keepdim=True)


def mean(x):
    return x.sum((2, 3), keepdim=True) / (x.shape[2] * x.shape[3])


def linear(x, state, name):
    """A 1x1 convolution, as a sum over the input channels."""
    weight = state[name + ".weight"].reshape(state[name + ".weight"].shape[:2])
    y = torch.einsum("nchw,oc->nohw", x, weight)
    return y + state[name + ".bias"][None, :, None, None] if name + ".bias" in state else y


def conv(x, weight, stride=1, dilation=1, groups=1, padding=None):
    """A convolution, as a sum over the kernel's taps of shifted maps."""
    kernel = weight.shape[2]
    reach = dilation * (kernel - 1)
    padding = reach // 2 if padding is None else padding
    n, channels, height, width = x.shape
    padded = torch.zeros(n, channels, height + 2 * padding, width + 2 * padding, dtype=x.dtype)
    padded[:, :, padding:padding + height, padding:padding + width] = x
    rows, columns = (height + 2 * padding - reach - 1) // stride + 1, (width + 2 * padding - reach - 1) // stride + 1
    parts = []
    for group in range(groups):
        own = padded[:, group * channels // groups:(group + 1) * channels // groups]
        taps = weight[group * weight.shape[0] // groups:(group + 1) * weight.shape[0] // groups]
        total = 0
        for i in range(kernel):
            for j in range(kernel):
                top, left = i * dilation, j * dilation
                shifted = own[:, :, top:top + (rows - 1) * stride + 1:stride, left:left + (columns - 1) * stride + 1:stride]
                total = total + torch.einsum("nchw,oc->nohw", shifted, taps[:, :, i, j])
        parts.append(total)
    return torch.cat(parts, 1)


def batch_norm(x, state, name, training, buffers, eps=1e-5, momentum=0.1):
    of = lambda leaf: state[f"{name}.{leaf}"]
    if training:
        count = x.numel() / x.shape[1]
        average = x.sum((0, 2, 3)) / count
        variance = ((x - average[None, :, None, None]) ** 2).sum((0, 2, 3)) / count
        buffers[name + ".running_mean"] = (1 - momentum) * of("running_mean") + momentum * average
        buffers[name + ".running_var"] = (1 - momentum) * of("running_var") + momentum * variance * count / (count - 1)
    else:
        average, variance = of("running_mean"), of("running_var")
    column = lambda v: v[None, :, None, None]
    return (x - column(average)) / torch.sqrt(column(variance) + eps) * column(of("weight")) + column(of("bias"))


def norm_shapes(name, channels):
    return {f"{name}.{leaf}": (channels,) for leaf in ("weight", "bias", "running_mean", "running_var")}


def both_modes(case, function, shape, parameters):
    """A case in training and in evaluation mode; the function takes x, the state, the mode and the dict that takes the buffers."""
    def run(training):
        def with_buffers(x, state):
            buffers = {}
            output = function(x, state, training, buffers)
            return (output, buffers) if training else output
        return with_buffers
    vector("attention", case, run(True), [shape], parameters, run(False))


# ---- efficient channel attention -----------------------------------------------------------------------------------------
def eca(x, state, circular=False):
    weight = state["conv.weight"].reshape(-1)
    means = mean(x)[:, :, 0, 0]
    channels, kernel = means.shape[1], weight.shape[0]
    gates = []
    for c in range(channels):
        total = 0
        for tap in range(kernel):
            neighbour = c + tap - kernel // 2
            if circular or 0 <= neighbour < channels:
                total = total + weight[tap] * means[:, neighbour % channels]
        gates.append(sigmoid(total))
    return x * torch.stack(gates, 1)[:, :, None, None]


vector("attention", "eca", eca, [(2, 6, 3, 4)], {"conv.weight": (1, 1, 3)})
vector("attention", "eca_5", eca, [(2, 4, 3, 3)], {"conv.weight": (1, 1, 5)})
vector("attention", "eca_circular", lambda x, state: eca(x, state, circular=True), [(2, 6, 2, 3)], {"conv.weight": (1, 1, 5)})


# ---- global context ------------------------------------------------------------------------------------------------------
def global_context(x, state, mlp):
    weights = softmax(linear(x, state, "conv_attn").flatten(2), 2)
    context = (x.flatten(2) * weights).sum(2)[:, :, None, None]
    hidden = linear(context, state, mlp + ".fc1")
    average = hidden.sum(1, keepdim=True) / hidden.shape[1]
    variance = ((hidden - average) ** 2).sum(1, keepdim=True) / hidden.shape[1]
    hidden = (hidden - average) / torch.sqrt(variance + 1e-6)
    hidden = hidden * state[mlp + ".norm.weight"][None, :, None, None] + state[mlp + ".norm.bias"][None, :, None, None]
    transformed = linear(relu(hidden), state, mlp + ".fc2")
    return x + transformed if mlp == "mlp_add" else x * sigmoid(transformed)


for mode in ("scale", "add"):
    mlp = "mlp_" + mode
    vector("attention", "global_context_" + mode, lambda x, state, mlp=mlp: global_context(x, state, mlp), [(2, 4, 3, 4)], {
        "conv_attn.weight": (1, 4, 1, 1), "conv_attn.bias": (1,),
        mlp + ".fc1.weight": (3, 4, 1, 1), mlp + ".fc1.bias": (3,), mlp + ".norm.weight": (3,), mlp + ".norm.bias": (3,),
        mlp + ".fc2.weight": (4, 3, 1, 1), mlp + ".fc2.bias": (4,)})


# ---- selective kernel ----------------------------------------------------------------------------------------------------
def selective_kernel(x, state, training, buffers, paths, stride=1, groups=1, split=True):
    share = x.shape[1] // len(paths)
    maps = []
    for i, dilation in enumerate(paths):
        part = x[:, i * share:(i + 1) * share] if split else x
        convolved = conv(part, state[f"paths.{i}.conv.weight"], stride, dilation, groups)
        maps.append(relu(batch_norm(convolved, state, f"paths.{i}.bn", training, buffers)))
    squeezed = mean(sum(maps))
    hidden = relu(batch_norm(linear(squeezed, state, "attn.fc_reduce"), state, "attn.bn", training, buffers))
    logits = linear(hidden, state, "attn.fc_select").reshape(x.shape[0], len(paths), -1)
    weights = softmax(logits, 1)
    return sum(weights[:, i, :, None, None] * maps[i] for i in range(len(paths)))


def selective_kernel_shapes(outputs, reduced, weights):
    shapes = {}
    for i, weight in enumerate(weights):
        shapes[f"paths.{i}.conv.weight"] = weight
        shapes.update(norm_shapes(f"paths.{i}.bn", outputs))
    shapes["attn.fc_reduce.weight"] = (reduced, outputs, 1, 1)
    shapes.update(norm_shapes("attn.bn", reduced))
    shapes["attn.fc_select.weight"] = (outputs * len(weights), reduced, 1, 1)
    return shapes


both_modes("selective_kernel", lambda *a: selective_kernel(*a, paths=[1, 2]), (3, 4, 4, 5), selective_kernel_shapes(4, 3, [(4, 2, 3, 3)] * 2))
both_modes("selective_kernel_whole", lambda *a: selective_kernel(*a, paths=[1, 1], stride=2, groups=2, split=False), (3, 4, 5, 4),
           selective_kernel_shapes(4, 2, [(4, 2, 3, 3), (4, 2, 5, 5)]))
