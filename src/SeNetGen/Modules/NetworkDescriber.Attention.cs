namespace SeNetGen.Modules;

/// <content>The attentions.</content>
public sealed partial class NetworkDescriber
{
    /// <summary>A squeeze-and-excitation gate.</summary>
    public Shape SqueezeExcite(string name, Shape input, int channels, int reducedChannels, string reduce = "fc1", string expand = "fc2", bool linear = false, bool bias = true, string norm = "none", string activation = "relu", string gate = "sigmoid", bool addMaxpool = false)
    {
        _ = (activation, gate, addMaxpool);
        Expect(name, "squeeze_excite", input, channels);
        var path = PathOf(name, "squeeze_excite");
        IEnumerable<TensorRow> between = norm switch
        {
            "batch_norm" => Norm(path + ".bn", reducedChannels),
            "layer_norm" => Norm(path + ".bn", reducedChannels).Take(2),
            _ => [],
        };
        return Row(path, "squeeze_excite", input, 2L * channels * reducedChannels, [
            .. Projection($"{path}.{reduce}", channels, reducedChannels, bias, linear),
            .. between,
            .. Projection($"{path}.{expand}", reducedChannels, channels, bias, linear)]);
    }

    /// <summary>An effective squeeze-and-excitation gate.</summary>
    public Shape EffectiveSqueezeExcite(string name, Shape input, int channels, string gate = "hard_sigmoid", bool addMaxpool = false)
    {
        _ = (gate, addMaxpool);
        Expect(name, "effective_squeeze_excite", input, channels);
        var path = PathOf(name, "effective_squeeze_excite");
        return Row(path, "effective_squeeze_excite", input, (long)channels * channels, [.. Projection(path + ".fc", channels, channels)]);
    }

    /// <summary>A convolutional block attention.</summary>
    public Shape Cbam(string name, Shape input, int channels, int reducedChannels, int kernel = 7, bool bias = false, bool light = false)
    {
        Expect(name, "cbam", input, channels);
        var path = PathOf(name, "cbam");
        var window = new TensorRow(path + ".spatial.conv.conv.weight", [1, light ? 1 : 2, kernel, kernel], TensorKind.Parameter);
        return Row(path, "cbam", input, ((light ? 2L : 4L) * channels * reducedChannels) + (window.Count * input.Height * input.Width), [
            .. Projection(path + ".channel.fc1", channels, reducedChannels, bias),
            .. Projection(path + ".channel.fc2", reducedChannels, channels, bias),
            window,
            .. Norm(path + ".spatial.conv.bn", 1)]);
    }

    /// <summary>A gather-excite.</summary>
    public Shape GatherExcite(string name, Shape input, int channels, int reducedChannels, int extent = 0, bool depthwise = false, bool addMaxpool = false)
    {
        _ = addMaxpool;
        Expect(name, "gather_excite", input, channels);
        var path = PathOf(name, "gather_excite");
        var tensors = new List<TensorRow>();
        var (height, width) = extent == 0 ? (1, 1) : (input.Height, input.Width);
        var multiplyAdds = 0L;
        for (int step = 2, number = 1; depthwise && step <= extent; step *= 2, number++)
        {
            (height, width) = (ConvSize(height, 3, 2, 1, 1), ConvSize(width, 3, 2, 1, 1));
            var weight = new TensorRow(FormattableString.Invariant($"{path}.gather.conv{number}.weight"), [channels, 1, 3, 3], TensorKind.Parameter);
            multiplyAdds += weight.Count * height * width;
            tensors.Add(weight);
            tensors.AddRange(Norm(FormattableString.Invariant($"{path}.gather.norm{number}"), channels));
        }

        if (extent > 0 && !depthwise)
        {
            (height, width) = (ConvSize(height, (2 * extent) - 1, extent, extent - 1, 1), ConvSize(width, (2 * extent) - 1, extent, extent - 1, 1));
        }

        tensors.AddRange(Projection(path + ".mlp.fc1", channels, reducedChannels));
        tensors.AddRange(Projection(path + ".mlp.fc2", reducedChannels, channels));
        return Row(path, "gather_excite", input, multiplyAdds + (2L * channels * reducedChannels * height * width), tensors);
    }

    /// <summary>A coordinate attention.</summary>
    public Shape CoordinateAttention(string name, Shape input, int channels, int reducedChannels)
    {
        Expect(name, "coordinate_attention", input, channels);
        var path = PathOf(name, "coordinate_attention");
        return Row(path, "coordinate_attention", input, 2L * channels * reducedChannels * (input.Height + input.Width), [
            .. Projection(path + ".conv1", channels, reducedChannels, bias: false),
            .. Norm(path + ".bn1", reducedChannels),
            .. Projection(path + ".conv_h", reducedChannels, channels, bias: false),
            .. Projection(path + ".conv_w", reducedChannels, channels, bias: false)]);
    }

    /// <summary>A split attention.</summary>
    public Shape SplitAttention(string name, Shape input, int inputChannels, int outputChannels, int reducedChannels, int kernel = 3, int stride = 1, int dilation = 1, int groups = 1, int radix = 2, string activation = "relu")
    {
        _ = (dilation, activation);
        Expect(name, "split_attention", input, inputChannels);
        var path = PathOf(name, "split_attention");
        var output = new Shape(outputChannels, ConvSize(input.Height, 1, stride, 0, 1), ConvSize(input.Width, 1, stride, 0, 1));
        var weight = new TensorRow(path + ".conv.weight", [outputChannels * radix, inputChannels / (groups * radix), kernel, kernel], TensorKind.Parameter);
        var gate = (long)reducedChannels * (outputChannels / groups) * (1 + radix);
        return Row(path, "split_attention", output, (weight.Count * output.Height * output.Width) + gate, [
            weight,
            .. Norm(path + ".bn0", outputChannels * radix),
            .. Projection(path + ".fc1", outputChannels / groups, reducedChannels),
            .. Norm(path + ".bn1", reducedChannels),
            .. Projection(path + ".fc2", reducedChannels / groups, outputChannels * radix)]);
    }

    /// <summary>An efficient channel attention.</summary>
    public Shape Eca(string name, Shape input, int kernel, bool circular = false)
    {
        _ = circular;
        var path = PathOf(name, "eca");
        return Row(path, "eca", input, (long)kernel * input.Channels, [new(path + ".conv.weight", [1, 1, kernel], TensorKind.Parameter)]);
    }

    /// <summary>A global context; its multiply-adds are not counted, as in the published counts of its networks.</summary>
    public Shape GlobalContext(string name, Shape input, int channels, int reducedChannels, bool add = false)
    {
        Expect(name, "global_context", input, channels);
        var path = PathOf(name, "global_context");
        var mlp = path + (add ? ".mlp_add" : ".mlp_scale");
        List<TensorRow> tensors = [.. Projection(path + ".conv_attn", channels, 1), .. Projection(mlp + ".fc1", channels, reducedChannels)];
        tensors.Add(new(mlp + ".norm.weight", [reducedChannels], TensorKind.Parameter));
        tensors.Add(new(mlp + ".norm.bias", [reducedChannels], TensorKind.Parameter));
        tensors.AddRange(Projection(mlp + ".fc2", reducedChannels, channels));
        return Row(path, "global_context", input, 0, tensors);
    }

    /// <summary>A selective kernel.</summary>
    public Shape SelectiveKernel(string name, Shape input, int inputChannels, int outputChannels, int reducedChannels, int[]? kernels = null, int stride = 1, int dilation = 1, int groups = 1, bool keep3X3 = true, bool splitInput = true, string activation = "relu")
    {
        _ = (dilation, activation);
        Expect(name, "selective_kernel", input, inputChannels);
        kernels ??= [3, 5];
        var path = PathOf(name, "selective_kernel");
        var output = new Shape(outputChannels, ConvSize(input.Height, 1, stride, 0, 1), ConvSize(input.Width, 1, stride, 0, 1));
        var tensors = new List<TensorRow>();
        var multiplyAdds = (long)reducedChannels * outputChannels * (1 + kernels.Length);
        for (var index = 0; index < kernels.Length; index++)
        {
            var own = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}.paths.{index}");
            var kernel = keep3X3 ? 3 : kernels[index];
            var weight = new TensorRow(own + ".conv.weight", [outputChannels, inputChannels / (splitInput ? kernels.Length : 1) / groups, kernel, kernel], TensorKind.Parameter);
            multiplyAdds += weight.Count * output.Height * output.Width;
            tensors.Add(weight);
            tensors.AddRange(Norm(own + ".bn", outputChannels));
        }

        tensors.AddRange(Projection(path + ".attn.fc_reduce", outputChannels, reducedChannels, bias: false));
        tensors.AddRange(Norm(path + ".attn.bn", reducedChannels));
        tensors.AddRange(Projection(path + ".attn.fc_select", reducedChannels, outputChannels * kernels.Length, bias: false));
        return Row(path, "selective_kernel", output, multiplyAdds, tensors);
    }

    private static IEnumerable<TensorRow> Projection(string path, int inputs, int outputs, bool bias = true, bool linear = false)
    {
        long[] ones = linear ? [] : [1, 1];
        yield return new(path + ".weight", [outputs, inputs, .. ones], TensorKind.Parameter);
        if (bias)
        {
            yield return new(path + ".bias", [outputs], TensorKind.Parameter);
        }
    }

    private static TensorRow[] Norm(string path, int channels) =>
    [
        new(path + ".weight", [channels], TensorKind.Parameter),
        new(path + ".bias", [channels], TensorKind.Parameter),
        new(path + ".running_mean", [channels], TensorKind.Buffer),
        new(path + ".running_var", [channels], TensorKind.Buffer),
        new(path + ".num_batches_tracked", [], TensorKind.Buffer),
    ];
}
