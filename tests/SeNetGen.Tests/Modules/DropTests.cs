using SeNetGen.Modules;
using SeNetGen.Tests.Modules.Vectors;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>Stochastic depth and DropBlock: what a mask does against python's vectors, and which masks are drawn by their statistics.</summary>
public sealed class DropTests
{
    [Fact]
    public void DropPath_keeps_or_drops_whole_images()
    {
        using var layer = new DropPath(0.25);
        VectorFile.Hold("drops", "drop_path", layer, inputs =>
        {
            using var noise = VectorFile.Values("noise", inputs[0].size(0), 1, 1, 1);
            return layer.training ? DropPath.Apply(inputs[0], (noise > -0.5).to_type(inputs[0].dtype), 0.25) : layer.forward(inputs[0]);
        }, true);
    }

    [Theory]
    [InlineData("drop_block", 3, 1.5)]
    [InlineData("drop_block_even", 2, 1.0)]
    [InlineData("drop_block_larger", 4, 1.7)]
    public void DropBlock_cuts_squares_and_scales_the_rest(string name, int size, double least)
    {
        using var layer = new DropBlock(0.25, size);
        VectorFile.Hold("drops", name, layer, inputs =>
        {
            using var noise = VectorFile.Values("noise", inputs[0].size(0), 1, inputs[0].size(2), inputs[0].size(3));
            using var seeds = (noise > least).to_type(inputs[0].dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32);
            return layer.training ? DropBlock.Apply(inputs[0], seeds, size) : layer.forward(inputs[0]);
        }, true);
    }

    [Fact]
    public void DropPath_drops_as_often_as_it_says_and_keeps_the_mean()
    {
        random.manual_seed(11);
        using var layer = new DropPath(0.3);
        using var input = ones(20_000, 2, 1, 1);
        using var output = layer.forward(input);

        // 0.3 of 20,000 has a deviation of 65; the bound is five of them.
        var kept = output.data<float>().ToArray();
        Assert.InRange(kept.Count(value => value == 0) / 2, 5_675, 6_325);
        Assert.All(kept.Where(value => value != 0), value => Assert.Equal(1 / 0.7f, value, 1e-6f));
        Assert.All(Enumerable.Range(0, 20_000), image => Assert.Equal(kept[2 * image], kept[(2 * image) + 1]));
    }

    [Fact]
    public void DropPath_grows_along_the_network()
    {
        using var network = new Chain(5, 0.2);
        Assert.Equal([0, 0.05, 0.1, 0.15, 0.2], network.Layers.Select(layer => Math.Round(layer.Probability, 12)));

        using var single = new Chain(1, 0.2);
        Assert.Equal(0.2, single.Layers[0].Probability);
    }

    [Fact]
    public void Equal_seeds_drop_equally()
    {
        using var path = new DropPath(0.5);
        using var block = new DropBlock(0.3, 3);
        using var input = ones(8, 3, 9, 9);

        Assert.True(Same.Values(Seeded(path), Seeded(path)));
        Assert.True(Same.Values(Seeded(block), Seeded(block)));

        Tensor Seeded(Layer layer)
        {
            random.manual_seed(5);
            return layer.forward(input);
        }
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(5, 0.25)]
    public void DropBlock_zeroes_about_its_share_in_squares(int size, double scale)
    {
        random.manual_seed(12);
        const int Edge = 32;
        const double Rate = 0.1;
        using var layer = new DropBlock(Rate, size, scale);
        using var input = ones(400, 2, Edge, Edge);
        using var output = layer.forward(input);

        Assert.Equal(1, output.mean().ToDouble(), 1e-4);
        Assert.True(Same.Values(output.narrow(1, 0, 1), output.narrow(1, 1, 1)));

        // An inner pixel is zeroed unless none of the seeds around it is drawn.
        var seeds = scale * Rate * Edge * Edge / (size * size) / ((Edge - size + 1) * (Edge - size + 1));
        Assert.Equal(seeds, layer.SeedProbability(Edge, Edge), 1e-12);
        var inner = output.narrow(1, 0, 1).narrow(2, size, Edge - (2 * size)).narrow(3, size, Edge - (2 * size));
        using var share = (inner == 0).to_type(ScalarType.Float64).mean();
        Assert.Equal(1 - Math.Pow(1 - seeds, size * size), share.ToDouble(), 0.01);
    }

    [Fact]
    public void DropBlock_of_a_small_map_takes_the_whole_map()
    {
        random.manual_seed(13);
        using var layer = new DropBlock(0.5, 7);
        Assert.Equal(0.5, layer.SeedProbability(1, 1));
        using var input = ones(50, 1, 1, 1);
        using var output = layer.forward(input);
        using var dropped = (output == 0).sum();
        Assert.InRange(dropped.ToInt64(), 10, 40);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    public void Rates_are_at_least_0_and_less_than_1(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DropPath(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DropBlock(rate));
    }

    [Fact]
    public void Nothing_is_dropped_at_rate_0()
    {
        using var path = new DropPath(0);
        using var block = new DropBlock(0);
        using var input = randn(2, 3, 4, 4);

        Assert.True(Same.Values(input, path.forward(input)));
        Assert.True(Same.Values(input, block.forward(input)));
    }

    private sealed class Chain : Layer
    {
        public Chain(int count, double rate) => Layers = AddBlocks("layers", count, _ => new Inner(rate)).Select(inner => inner.Drop).ToArray();

        public DropPath[] Layers { get; }

        public override Tensor forward(Tensor input) => input.alias();

        private sealed class Inner : Layer
        {
            public Inner(double rate) => Drop = AddDropPath("drop_path", rate);

            public DropPath Drop { get; }

            public override Tensor forward(Tensor input) => Drop.forward(input);
        }
    }
}
