using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// Coordinate attention (Hou et al., 2021): every pixel times a gate of its row and one of its column, both from one map over the means of rows
/// and columns, computed in the parameters' number format. State: <c>conv1</c>, <c>bn1</c>, <c>conv_h</c>, <c>conv_w</c>; no biases.
/// </summary>
public sealed class CoordinateAttention : Layer
{
    private static readonly long[] FirstAxis = [1];
    private static readonly long[] SecondAxis = [2];

    /// <summary>Makes the gates.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="reducedChannels">Channels in the middle.</param>
    public CoordinateAttention(int channels, int reducedChannels)
    {
        Conv1 = Add("conv1", new GateProjection(channels, reducedChannels, bias: false));
        Bn1 = AddBatchNorm("bn1", reducedChannels);
        ConvH = Add("conv_h", new GateProjection(reducedChannels, channels, bias: false));
        ConvW = Add("conv_w", new GateProjection(reducedChannels, channels, bias: false));
    }

    /// <summary>C to the reduced channels, for rows and columns alike.</summary>
    public GateProjection Conv1 { get; }

    /// <summary>The norm between, over rows and columns alike.</summary>
    public BatchNorm Bn1 { get; }

    /// <summary>Back to C for the rows.</summary>
    public GateProjection ConvH { get; }

    /// <summary>Back to C for the columns.</summary>
    public GateProjection ConvW { get; }

    /// <summary>Scales the pixels.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>The same shape and number format.</returns>
    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.size(2), input.size(3));
        using var pixelsLast = input.permute(0, 2, 3, 1);
        using var rows = pixelsLast.mean(SecondAxis);
        using var columns = pixelsLast.mean(FirstAxis);
        using var strips = cat([rows, columns], 1);
        using var reduced = Conv1.forward(strips);
        using var channelsFirst = reduced.transpose(1, 2);
        using var normed = Bn1.forward(channelsFirst);
        using var active = Functional.HardSwish(normed);
        using var hidden = active.transpose(1, 2);
        using var rowGate = Gate(ConvH, hidden, 0, height);
        using var columnGate = Gate(ConvW, hidden, height, width);
        using var rowMap = rowGate.unsqueeze(3);
        using var columnMap = columnGate.unsqueeze(2);
        using var scaled = Functional.Multiply(input, columnMap);
        return Functional.Multiply(scaled, rowMap);
    }

    // [N, C, length]
    private static Tensor Gate(GateProjection projection, Tensor hidden, long start, long length)
    {
        using var part = hidden.narrow(1, start, length);
        using var logits = projection.forward(part);
        using var gate = logits.sigmoid();
        return gate.transpose(1, 2);
    }
}
