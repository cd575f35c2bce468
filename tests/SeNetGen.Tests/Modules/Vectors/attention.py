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


# ---- squeeze-and-excitation and kin --------------------------------------------------------------------------------------
def maximum(x):
    return x.flatten(2).max(2).values[:, :, None, None]


def squeeze(x, add_maxpool):
    return 0.5 * mean(x) + 0.5 * maximum(x) if add_maxpool else mean(x)


def hard_sigmoid(x):
    return torch.clamp(x + 3, 0, 6) / 6


def layer_norm(x, state, name, eps=1e-6):
    average = x.sum(1, keepdim=True) / x.shape[1]
    variance = ((x - average) ** 2).sum(1, keepdim=True) / x.shape[1]
    return (x - average) / torch.sqrt(variance + eps) * state[name + ".weight"][None, :, None, None] + state[name + ".bias"][None, :, None, None]


def squeeze_excite(x, state, training, buffers, norm=None, activation=relu, gate=sigmoid, add_maxpool=False):
    hidden = linear(squeeze(x, add_maxpool), state, "fc1")
    if norm == "batch":
        hidden = batch_norm(hidden, state, "bn", training, buffers)
    elif norm == "layer":
        hidden = layer_norm(hidden, state, "bn")
    return x * gate(linear(activation(hidden), state, "fc2"))


def map_shapes(name, inputs, outputs, bias=True):
    shapes = {name + ".weight": (outputs, inputs, 1, 1)}
    if bias:
        shapes[name + ".bias"] = (outputs,)
    return shapes


SHAPE = (3, 4, 2, 3)
both_modes("squeeze_excite_batch_norm", lambda *a: squeeze_excite(*a, norm="batch", activation=lambda x: x * sigmoid(x), gate=hard_sigmoid, add_maxpool=True),
           SHAPE, {**map_shapes("fc1", 4, 3), **norm_shapes("bn", 3), **map_shapes("fc2", 3, 4)})
vector("attention", "squeeze_excite_layer_norm", lambda x, state: squeeze_excite(x, state, None, None, norm="layer", activation=lambda x: x * hard_sigmoid(x)),
       [SHAPE], {**map_shapes("fc1", 4, 3, False), "bn.weight": (3,), "bn.bias": (3,), **map_shapes("fc2", 3, 4, False)})
vector("attention", "effective_squeeze_excite", lambda x, state: x * hard_sigmoid(linear(mean(x), state, "fc")), [SHAPE], map_shapes("fc", 4, 4))
vector("attention", "effective_squeeze_excite_sigmoid", lambda x, state: x * sigmoid(linear(squeeze(x, True), state, "fc")), [SHAPE], map_shapes("fc", 4, 4))


# ---- convolutional block attention ---------------------------------------------------------------------------------------
def cbam(x, state, training, buffers, light=False):
    def mapped(squeezed):
        return linear(relu(linear(squeezed, state, "channel.fc1")), state, "channel.fc2")
    x = x * sigmoid(mapped(squeeze(x, True)) if light else mapped(mean(x)) + mapped(maximum(x)))
    average = x.sum(1, keepdim=True) / x.shape[1]
    greatest = x.max(1, keepdim=True).values
    summary = 0.5 * average + 0.5 * greatest if light else torch.cat([average, greatest], 1)
    logits = batch_norm(conv(summary, state["spatial.conv.conv.weight"]), state, "spatial.conv.bn", training, buffers)
    return x * sigmoid(logits)


both_modes("cbam", cbam, (2, 4, 3, 4), {
    **map_shapes("channel.fc1", 4, 2, False), **map_shapes("channel.fc2", 2, 4, False),
    "spatial.conv.conv.weight": (1, 2, 7, 7), **norm_shapes("spatial.conv.bn", 1)})
both_modes("cbam_light", lambda *a: cbam(*a, light=True), (2, 4, 4, 3), {
    **map_shapes("channel.fc1", 4, 2), **map_shapes("channel.fc2", 2, 4),
    "spatial.conv.conv.weight": (1, 1, 3, 3), **norm_shapes("spatial.conv.bn", 1)})


# ---- gather-excite -------------------------------------------------------------------------------------------------------
def windows(x, extent, summarise):
    """A summary of the pixels within extent - 1 of every extent-th pixel."""
    reach = extent - 1
    rows = [torch.stack([summarise(x[:, :, max(i - reach, 0):i + reach + 1, max(j - reach, 0):j + reach + 1].flatten(2))
                         for j in range(0, x.shape[3], extent)], 2) for i in range(0, x.shape[2], extent)]
    return torch.stack(rows, 2)


def spread(x, height, width):
    """The nearest value, torch's way: floor(pixel * gathered / size)."""
    rows = [i * x.shape[2] // height for i in range(height)]
    columns = [j * x.shape[3] // width for j in range(width)]
    return x[:, :, rows][:, :, :, columns]


def gather_excite(x, state, training, buffers, extent, depthwise=False, add_maxpool=False):
    if depthwise:
        gathered, step, number = x, 2, 1
        while step <= extent:
            gathered = conv(gathered, state[f"gather.conv{number}.weight"], stride=2, groups=x.shape[1])
            gathered = batch_norm(gathered, state, f"gather.norm{number}", training, buffers)
            gathered = relu(gathered) if step < extent else gathered
            step, number = step * 2, number + 1
    elif extent == 0:
        gathered = squeeze(x, add_maxpool)
    else:
        gathered = windows(x, extent, lambda pixels: pixels.sum(2) / pixels.shape[2])
        if add_maxpool:
            gathered = 0.5 * gathered + 0.5 * windows(x, extent, lambda pixels: pixels.max(2).values)
    gate = sigmoid(linear(relu(linear(gathered, state, "mlp.fc1")), state, "mlp.fc2"))
    return x * spread(gate, x.shape[2], x.shape[3])


MLP = {**map_shapes("mlp.fc1", 4, 2), **map_shapes("mlp.fc2", 2, 4)}
vector("attention", "gather_excite", lambda x, state: gather_excite(x, state, None, None, 0, add_maxpool=True), [SHAPE], MLP)
vector("attention", "gather_excite_2", lambda x, state: gather_excite(x, state, None, None, 2, add_maxpool=True), [(2, 4, 3, 5)], MLP)
vector("attention", "gather_excite_4", lambda x, state: gather_excite(x, state, None, None, 4), [(1, 4, 6, 5)], MLP)
both_modes("gather_excite_depthwise", lambda *a: gather_excite(*a, extent=4, depthwise=True), (2, 4, 5, 3), {
    "gather.conv1.weight": (4, 1, 3, 3), **norm_shapes("gather.norm1", 4),
    "gather.conv2.weight": (4, 1, 3, 3), **norm_shapes("gather.norm2", 4), **MLP})


# ---- coordinate attention ------------------------------------------------------------------------------------------------
def coordinate_attention(x, state, training, buffers):
    height = x.shape[2]
    rows = x.sum(3, keepdim=True) / x.shape[3]
    columns = (x.sum(2, keepdim=True) / height).transpose(2, 3)
    hidden = batch_norm(linear(torch.cat([rows, columns], 2), state, "conv1"), state, "bn1", training, buffers)
    hidden = hidden * hard_sigmoid(hidden)
    row_gate = sigmoid(linear(hidden[:, :, :height], state, "conv_h"))
    column_gate = sigmoid(linear(hidden[:, :, height:].transpose(2, 3), state, "conv_w"))
    return x * row_gate * column_gate


both_modes("coordinate_attention", coordinate_attention, (2, 4, 3, 4), {
    **map_shapes("conv1", 4, 2, False), **norm_shapes("bn1", 2), **map_shapes("conv_h", 2, 4, False), **map_shapes("conv_w", 2, 4, False)})


# ---- split attention -----------------------------------------------------------------------------------------------------
def grouped(x, state, name, groups):
    parts = [linear(part, {name + ".weight": weight, name + ".bias": bias}, name) for part, weight, bias in
             zip(x.chunk(groups, 1), state[name + ".weight"].chunk(groups), state[name + ".bias"].chunk(groups))]
    return torch.cat(parts, 1)


def split_attention(x, state, training, buffers, stride=1, dilation=1, groups=1, radix=2):
    wide = conv(x, state["conv.weight"], stride, dilation, groups * radix)
    splits = relu(batch_norm(wide, state, "bn0", training, buffers)).chunk(radix, 1)
    hidden = relu(batch_norm(grouped(mean(sum(splits)), state, "fc1", groups), state, "bn1", training, buffers))
    logits = grouped(hidden, state, "fc2", groups)
    if radix == 1:
        return splits[0] * sigmoid(logits)
    # Group by group the radix lies before the channels.
    powers = torch.exp(logits.reshape(x.shape[0], groups, radix, -1))
    weights = powers / powers.sum(2, keepdim=True)
    return sum(weights[:, :, r].reshape(x.shape[0], -1, 1, 1) * splits[r] for r in range(radix))


def split_attention_shapes(inputs, outputs, reduced, kernel, groups, radix):
    return {
        "conv.weight": (outputs * radix, inputs // (groups * radix), kernel, kernel), **norm_shapes("bn0", outputs * radix),
        **map_shapes("fc1", outputs // groups, reduced), **norm_shapes("bn1", reduced), **map_shapes("fc2", reduced // groups, outputs * radix)}


both_modes("split_attention", lambda *a: split_attention(*a), (4, 4, 3, 3), split_attention_shapes(4, 2, 3, 3, 1, 2))
both_modes("split_attention_groups", lambda *a: split_attention(*a, stride=2, groups=2), (3, 8, 3, 4), split_attention_shapes(8, 4, 2, 3, 2, 2))
both_modes("split_attention_single", lambda *a: split_attention(*a, dilation=2, radix=1), (3, 2, 4, 3), split_attention_shapes(2, 3, 2, 3, 1, 1))
