using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.BuildsAndRuns;

/// <summary>Attentions on tensors with zero weights, spelt out in LibTorch's plain functions; see <see cref="TorchOperation"/>.</summary>
internal static class TorchAttention
{
    public static Tensor Eca(Tensor input, long kernel, bool circular)
    {
        var row = input.mean([2, 3]).unsqueeze(1);
        var padded = nn.functional.pad(row, [kernel / 2, kernel / 2], circular ? PaddingModes.Circular : PaddingModes.Constant);
        var gate = nn.functional.conv1d(padded, TorchOperation.Zeros(1, 1, kernel)).sigmoid();
        return input.mul(gate.transpose(1, 2).unsqueeze(3));
    }

    public static Tensor GlobalContext(Tensor input, long reduced, bool add)
    {
        var attention = Project(input, 1).flatten(2).softmax(2);
        var context = input.flatten(2).matmul(attention.transpose(1, 2)).unsqueeze(3);
        var transformed = Project(Project(context, reduced).relu(), input.size(1));
        return add ? input.add(transformed) : input.mul(transformed.sigmoid());
    }

    public static Tensor SelectiveKernel(Tensor input, long outputs, long reduced, long[] kernels, long stride, long dilation, long groups, bool keep3X3, bool split)
    {
        // As timm, which asserts it: narrow() itself would leave the rest of the channels unread.
        if (split && input.size(1) % kernels.Length != 0)
        {
            throw new Misfit($"{kernels.Length} paths of {input.size(1)} channels");
        }

        var share = input.size(1) / kernels.Length;
        var paths = kernels.Select((kernel, index) =>
        {
            var part = split ? input.narrow(1, index * share, share) : input;
            var reach = dilation * ((kernel - 1) / 2);
            return TorchOperation.BatchNorm(TorchOperation.Conv(part, outputs, keep3X3 ? 3 : kernel, stride, reach, keep3X3 ? reach : dilation, groups, false));
        }).ToArray();
        var stacked = stack(paths, 1);
        var squeezed = stacked.sum(1).mean([2, 3], keepdim: true);
        var logits = Project(TorchOperation.BatchNorm(Project(squeezed, reduced)), outputs * kernels.Length);
        var weights = logits.view(input.size(0), kernels.Length, outputs, 1, 1).softmax(1);
        return stacked.mul(weights).sum(1);
    }

    private static Tensor Project(Tensor input, long outputs) => nn.functional.conv2d(input, TorchOperation.Zeros(outputs, input.size(1), 1, 1));
}
