using SeNetGen.Modules;
using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

public sealed class NetworkTests
{
    [Fact]
    public void Described_keys_shapes_and_counts_equal_the_state_dict()
    {
        using var network = new HandWrittenNetwork(classes: 7);
        var rows = HandWrittenNetwork.Definition.Walk(HandWrittenNetwork.Definition.DefaultArguments.With("classes", 7));

        var described = rows.Tensors.Select(row => $"{row.Name} [{string.Join(",", row.Shape)}] {row.Kind}");
        var entries = StateDict.Of(network);
        Assert.Equal(described, entries.Select(entry => $"{entry.Name} [{string.Join(",", entry.Tensor.shape)}] {entry.Kind}"));
        Assert.Equal(rows.Parameters, network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(rows.Buffers, network.buffers().Sum(buffer => buffer.numel()));
    }

    [Fact]
    public void State_dict_lists_a_modules_parameters_then_buffers_then_children()
    {
        using var network = new HandWrittenNetwork();

        Assert.Equal(
            ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked", "layer1.0.conv1.weight"],
            StateDict.Of(network).Take(7).Select(entry => entry.Name));
    }

    [Fact]
    public void Described_shapes_equal_the_computed_ones()
    {
        using var network = new HandWrittenNetwork();
        network.eval();
        using var input = randn(2, 3, 33, 40);
        using var features = network.ForwardFeatures(input);

        var rows = HandWrittenNetwork.Definition.Walk(new Shape(3, 33, 40), HandWrittenNetwork.Definition.DefaultArguments);
        var layer2 = rows.Layers.Last(row => row.Path.StartsWith("layer2", StringComparison.Ordinal)).Output;
        Assert.Equal([2, layer2.Channels, layer2.Height, layer2.Width], features.Layer2.shape);
        Assert.Equal(new Shape(10, 1, 1), rows.Layers[^1].Output);
    }

    [Fact]
    public void Illegal_size_is_refused_with_the_legal_ones()
    {
        using var network = new HandWrittenNetwork();
        using var input = zeros(1, 3, 7, 8);

        var exception = Assert.Throws<SenetException>(() => network.forward(input));

        Assert.Equal("network 'hand_written' does not accept images of 7 x 8: height 7: legal are 8 and more (nearest 8)", exception.Message);
    }

    [Fact]
    public void Every_parameter_gets_a_gradient_and_feature_maps_stay_channels_last()
    {
        using var network = new HandWrittenNetwork();
        network.train();
        using var input = randn(4, 3, 16, 16);
        using var features = network.ForwardFeatures(input);
        Assert.Equal([4 * 4 * 32, 1, 4 * 32, 32], Strides(features.Layer2));
        using var logits = network.ForwardHead(features.Output);
        using var loss = logits.square().sum();
        loss.backward();

        Assert.All(network.named_parameters(), named => Assert.NotNull(named.parameter.grad));
    }

    [Fact]
    public void Convolution_weights_keep_channels_last_strides_through_conversions_and_loading()
    {
        using var conv = new Conv(8, 4, kernel: 3);
        long[] channelsLast = [72, 1, 24, 8];
        Assert.Equal(channelsLast, Strides(conv.Weight));

        conv.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, conv.Weight.dtype);
        Assert.Equal(channelsLast, Strides(conv.Weight));
        Assert.Same(conv.Weight, conv.parameters().Single());

        using var value = ones(4, 8, 3, 3);
        StateDict.Load(conv, new Dictionary<string, Tensor> { ["weight"] = value }, "test");
        Assert.Equal(channelsLast, Strides(conv.Weight));
        Assert.Equal(288, conv.Weight.sum().ToDouble());
    }

    [Fact]
    public void Loading_names_what_does_not_fit_and_writes_nothing()
    {
        using var linear = new Linear(2, 3);
        using var weight = ones(3, 2);
        using var wide = ones(4);

        var missing = Assert.Throws<SenetException>(() => StateDict.Load(linear, new Dictionary<string, Tensor> { ["weight"] = weight, ["bais"] = wide }, "a.safetensors"));
        Assert.Equal("a.safetensors does not fit the network: lacks bias; has unknown bais", missing.Message);
        var shape = Assert.Throws<SenetException>(() => StateDict.Load(linear, new Dictionary<string, Tensor> { ["weight"] = weight, ["bias"] = wide }, "a.safetensors"));
        Assert.Contains("'bias' is [4] where the network has [3]", shape.Message, StringComparison.Ordinal);
        Assert.Equal(0, linear.Weight.sum().ToDouble());
    }

    [Theory]
    [InlineData(Precision.Float32, ScalarType.Float32, ScalarType.Float32)]
    [InlineData(Precision.BFloat16, ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(Precision.Float64, ScalarType.Float64, ScalarType.Float64)]
    public void Precision_decides_the_format_of_feature_maps_and_leaves_the_state_dict_float32_but_in_float64(Precision precision, ScalarType maps, ScalarType parameters)
    {
        using var network = new HandWrittenNetwork { Precision = precision };
        using var input = randn(2, 3, 16, 16);
        using var features = network.ForwardFeatures(input);
        using var logits = network.ForwardHead(features.Output);
        logits.square().sum().backward();

        Assert.Equal(maps, features.Layer2.dtype);
        Assert.Equal(parameters, logits.dtype);
        Assert.All(StateDict.Of(network), entry => Assert.Equal(entry.Name.EndsWith("tracked", StringComparison.Ordinal) ? ScalarType.Int64 : parameters, entry.Tensor.dtype));
        Assert.Equal(parameters, network.Conv1.Weight.grad!.dtype);
    }

    [Fact]
    public void Bfloat16_stays_near_float32()
    {
        random.manual_seed(1);
        using var network = new HandWrittenNetwork();
        network.eval();
        using var input = randn(4, 3, 32, 32);
        using var exact = network.forward(input);
        network.Precision = Precision.BFloat16;
        using var rounded = network.forward(input);

        using var error = (exact - rounded).abs().max();
        Assert.InRange(error.ToDouble(), 1e-7, 0.05);
    }

    [Fact]
    public void Leaving_float64_gives_the_same_weights_back()
    {
        using var network = new HandWrittenNetwork();
        using var before = network.Conv1.Weight.detach().clone();
        network.Precision = Precision.Float64;
        network.Precision = Precision.Float32;

        Assert.True(Same.Values(before, network.Conv1.Weight));
    }

    [Fact]
    public void Steps_keep_the_number_of_live_tensors_and_allocate_equal_bytes()
    {
        using var network = new HandWrittenNetwork();
        network.train();
        using var input = randn(4, 3, 16, 16);
        var parameters = network.parameters().ToArray();

        void Step()
        {
            using var logits = network.forward(input);
            using var loss = logits.sum();
            loss.backward();
            foreach (var parameter in parameters)
            {
                parameter.grad = null;
            }
        }

        for (var warm = 0; warm < 30; warm++)
        {
            Step();
        }

        var bytes = new List<long>();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = Tensor.TotalCount;
        for (var step = 0; step < 5; step++)
        {
            var start = GC.GetAllocatedBytesForCurrentThread();
            Step();
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - start);
        }

        Assert.Equal(live, Tensor.TotalCount);
        Assert.Single(bytes.Distinct());
    }

    [Fact]
    public void Disposing_a_network_releases_its_tensors()
    {
        // Tensors that other tests dropped must not be finalised while this one counts.
        new HandWrittenNetwork().Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = Tensor.TotalCount;
        var network = new HandWrittenNetwork();
        var entries = StateDict.Of(network);
        network.Dispose();

        // TorchSharp counts the tensor that a parameter is made from for ever, though its handle has moved.
        Assert.All(entries, entry => Assert.True(entry.Tensor.IsInvalid, entry.Name));
        Assert.Equal(live + entries.Count(entry => entry.Kind == TensorKind.Parameter), Tensor.TotalCount);
    }

    [Fact]
    public void A_dispose_scope_around_the_constructor_leaves_the_weights_alone()
    {
        HandWrittenNetwork network;
        using (NewDisposeScope())
        {
            network = new HandWrittenNetwork();
        }

        using (network)
        {
            Assert.All(StateDict.Of(network), entry => Assert.False(entry.Tensor.IsInvalid));
        }
    }

    [Fact]
    public void Unknown_and_fractional_arguments_are_refused()
    {
        var arguments = HandWrittenNetwork.Definition.DefaultArguments;

        Assert.Equal("network 'hand_written' has no argument 'class': it has classes", Assert.Throws<SenetException>(() => arguments.With("class", 3)).Message);
        Assert.Equal("argument 'classes' of network 'hand_written' is a whole number, not 2.5", Assert.Throws<SenetException>(() => arguments.With("classes", 2.5)).Message);
    }

    private static long[] Strides(Tensor tensor) => tensor.stride();
}
