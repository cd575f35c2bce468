namespace SeNetGen.Modules;

/// <content>The attentions.</content>
public sealed partial class NetworkDescriber
{
    /// <summary>An efficient channel attention.</summary>
    public Shape Eca(string name, Shape input, int kernel, bool circular = false)
    {
        _ = circular;
        var path = PathOf(name, "eca");
        return Row(path, "eca", input, (long)kernel * input.Channels, [new(path + ".conv.weight", [1, 1, kernel], TensorKind.Parameter)]);
    }

    /// <summary>A global context.</summary>
    public Shape GlobalContext(string name, Shape input, int channels, int reducedChannels, bool add = false)
    {
        Expect(name, "global_context", input, channels);
        var path = PathOf(name, "global_context");
        var mlp = path + (add ? ".mlp_add" : ".mlp_scale");
        List<TensorRow> tensors = [.. Projection(path + ".conv_attn", channels, 1), .. Projection(mlp + ".fc1", channels, reducedChannels)];
        tensors.Add(new(mlp + ".norm.weight", [reducedChannels], TensorKind.Parameter));
        tensors.Add(new(mlp + ".norm.bias", [reducedChannels], TensorKind.Parameter));
        tensors.AddRange(Projection(mlp + ".fc2", reducedChannels, channels));
        return Row(path, "global_context", input, ((long)channels * input.Height * input.Width) + (2L * channels * reducedChannels), tensors);
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

    private static IEnumerable<TensorRow> Projection(string path, int inputs, int outputs, bool bias = true)
    {
        yield return new(path + ".weight", [outputs, inputs, 1, 1], TensorKind.Parameter);
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
