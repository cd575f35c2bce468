using System.Globalization;
using CsCheck;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;
using SeNetGen.Modules;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What was run.</summary>
/// <param name="Networks">Networks run forward and backward.</param>
/// <param name="Odd">At an odd height or width.</param>
/// <param name="Minimal">At the least height or width.</param>
/// <param name="NonSquare">At a height that is not the width.</param>
/// <param name="Refusals">Sizes one pixel under the least that the emitted check refused.</param>
internal sealed record RunCounts(int Networks, int Odd, int Minimal, int NonSquare, int Refusals)
{
    private const int Floor = 50;

    public bool IsComplete => Odd >= Floor && Minimal >= Floor && NonSquare >= Floor && Refusals >= Floor;

    public static RunCounts operator +(RunCounts left, RunCounts right) => new(
        left.Networks + right.Networks, left.Odd + right.Odd, left.Minimal + right.Minimal, left.NonSquare + right.NonSquare, left.Refusals + right.Refusals);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Networks} emitted and run: {Odd} at odd, {Minimal} at least and {NonSquare} at non-square sizes, {Refusals} refusals under the least");
}

/// <summary>Runs an emitted network and holds it to its plan, to its description and to the interpreter.</summary>
internal static class EmittedRun
{
    private const int LargestSize = 40;

    // An operation's module by its C# class: batch_norm is BatchNorm, prelu PRelu.
    private static readonly Dictionary<string, OperationEntry> Operations = OperationEntries.All.ToDictionary(
        entry => string.Concat(entry.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs it at the declared size, at a random legal one and at the least, in evaluation with one image, in training with some.</summary>
    public static RunCounts Of(RandomArchitecture architecture, Interpreter shapes, NetworkPlan plan, NetworkInfo info)
    {
        using var scope = NewDisposeScope();
        // The same weights and images for an architecture whatever ran before it, so that a find comes back.
        manual_seed(architecture.Seed);
        using var network = info.Create(info.DefaultArguments);
        network.Precision = Precision.Float64;
        Assert.Equal(plan.Parameters.Constant!.Value, network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(plan.Parameters.Constant!.Value, info.ParameterCount);
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        Randomise(state);
        var draw = new Draw(new PCG(2, (ulong)architecture.Seed));
        var hooks = new LayerHooks(network, Operations);
        var weights = new Weights(state);
        var interpreter = new Interpreter(architecture, weights);

        network.eval();
        var declared = (Height: (long)plan.InputHeight, Width: (long)plan.InputWidth);
        Evaluate(network, info, interpreter, hooks, declared);
        Assert.Equal(plan.MultiplyAdds, hooks.MultiplyAdds);
        Assert.Equal(plan.MultiplyAdds, info.MultiplyAdds);
        Assert.DoesNotContain(state.Keys.Except(weights.Keys), key => !key.EndsWith(".num_batches_tracked", StringComparison.Ordinal));
        HoldPlan(plan.Body, hooks, "", declared.Height, declared.Width);

        (long, long)[] sizes = [(Legal(plan.Heights, draw), Legal(plan.Widths, draw)), (plan.Heights.NearestAbove(1)!.Value, plan.Widths.NearestAbove(1)!.Value)];
        var counts = new RunCounts(1, 0, 0, 0, 0);
        foreach (var (height, width) in sizes)
        {
            Evaluate(network, info, interpreter, hooks, (height, width));
            Train(network, plan, draw.Between(2, 3), height, width);
            counts += new RunCounts(0, height % 2 == 1 || width % 2 == 1 ? 1 : 0, (height, width) == sizes[1] ? 1 : 0, height == width ? 0 : 1, 0);
        }

        var refusals = Refuse(network, shapes, plan.Heights.NearestAbove(1)!.Value - 1, declared.Width) + Refuse(network, shapes, declared.Height, plan.Widths.NearestAbove(1)!.Value - 1);
        return counts with { Refusals = refusals };
    }

    // One image through the emitted network and the interpreter: equal outputs and gradients, and the shapes that were described.
    private static void Evaluate(Network network, NetworkInfo info, Interpreter interpreter, LayerHooks hooks, (long Height, long Width) size)
    {
        using var scope = NewDisposeScope();
        network.eval();
        hooks.Clear();
        using var input = randn([1, 3, size.Height, size.Width], ScalarType.Float64);
        input.requires_grad = true;
        var parameters = network.parameters().ToArray();
        var expected = interpreter.Run(input);
        var actual = network.call(input);
        Assert.Equal(expected.shape, actual.shape);
        Near(expected, actual, Largest(expected), "output");
        using var weight = randn_like(actual);
        var wanted = autograd.grad([(expected * weight).sum()], [input, .. parameters], allow_unused: true);
        var given = autograd.grad([(actual * weight).sum()], [input, .. parameters], allow_unused: true);

        // Against the largest of all: a gradient may be nothing but rounding, as that of a weight before a norm of one channel.
        var scale = wanted.Where(gradient => gradient is not null && !gradient.IsInvalid).Max(Largest);
        for (var i = 0; i < wanted.Count; i++)
        {
            Near(wanted[i], given[i], scale, i == 0 ? "gradient of the input" : $"gradient of parameter {i}");
        }

        var described = info.Walk(new(3, (int)size.Height, (int)size.Width), info.DefaultArguments);
        Assert.Equal(described.MultiplyAdds, hooks.MultiplyAdds);
        Assert.Equal(described.MultiplyAdds, interpreter.MultiplyAdds);
        foreach (var row in described.Layers)
        {
            Assert.True(Matches(row.Output, interpreter.Shapes[row.Path]), $"'{row.Path}' is described as {row.Output} and is [{string.Join(", ", interpreter.Shapes[row.Path])}]");
            Assert.True(!hooks.Shapes.TryGetValue(row.Path, out var seen) || Matches(row.Output, seen), $"the module '{row.Path}' is described as {row.Output}");
        }

        // Every module ran, and gave the shape that the interpreter has for it.
        foreach (var (path, shape) in hooks.Shapes)
        {
            Assert.True(!interpreter.Shapes.TryGetValue(path, out var same) || same.SequenceEqual(shape), $"the module '{path}' gives [{string.Join(", ", shape)}]");
        }
    }

    private static bool Matches(Shape described, long[] shape) =>
        described.Count == shape.Skip(1).Aggregate(1L, (product, size) => product * size) && described.Channels == shape[1];

    // A step in training mode: every parameter gets a gradient of its own shape, with numbers in it.
    private static void Train(Network network, NetworkPlan plan, int images, long height, long width)
    {
        using var scope = NewDisposeScope();
        network.train();
        foreach (var parameter in network.parameters())
        {
            parameter.grad = null;
        }

        using var input = randn([images, 3, height, width], ScalarType.Float64);
        var output = network.call(input);
        Assert.Equal([images, plan.Body.Values[plan.Body.Result].Channels.Constant!.Value], output.shape);
        (output * output).sum().backward();
        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.True(parameter.grad is { } gradient && gradient.shape.SequenceEqual(parameter.shape), $"'{name}' has no gradient");
            Assert.True(parameter.grad!.isfinite().all().item<bool>(), $"the gradient of '{name}' is not finite");
        }
    }

    // What the plan says of every module at a size, blocks and groups included, against what the modules gave.
    private static void HoldPlan(BodyPlan body, LayerHooks hooks, string prefix, long height, long width) => HoldPlan(body, body.Steps, hooks, prefix, height, width);

    private static void HoldPlan(BodyPlan body, IReadOnlyList<Step> steps, LayerHooks hooks, string prefix, long height, long width)
    {
        foreach (var step in steps.Where(step => step is not AbsentStep))
        {
            var (value, input) = (body.Values[step.Output], body.Values[step.Inputs[0]]);
            var path = prefix + step.Name;
            if (hooks.Shapes.TryGetValue(path, out var seen))
            {
                long[] planned = value.IsFlat ? [1, value.Channels.Constant!.Value] : [1, value.Channels.Constant!.Value, value.Height.At(height), value.Width.At(width)];
                Assert.True(planned.SequenceEqual(seen), $"'{path}' is planned as [{string.Join(", ", planned)}] and is [{string.Join(", ", seen)}]");
            }

            if (step is GroupStep group)
            {
                HoldPlan(body, group.Steps, hooks, path + ".", height, width);
            }
            else if (step is BlockStep block)
            {
                HoldPlan(block.Call.Body, hooks, path + ".", input.Height.At(height), input.Width.At(width));
            }
            else if (step is RepeatStep { Children: [BlockStep first, ..] })
            {
                HoldPlan(first.Call.Body, hooks, path + ".0.", input.Height.At(height), input.Width.At(width));
            }
        }
    }

    // One pixel under the least size the network itself says no, and LibTorch fails.
    private static int Refuse(Network network, Interpreter shapes, long height, long width)
    {
        if (height < 1 || width < 1)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        using var input = zeros([1, 3, height, width], ScalarType.Float64);
        network.eval();
        Assert.Throws<SenetException>(() => network.call(input));
        Assert.ThrowsAny<Exception>(() => shapes.Run(height, width));
        return 1;
    }

    private static long Legal(SizeSet sizes, Draw draw)
    {
        var legal = Enumerable.Range(1, LargestSize).Where(size => sizes.Contains(size)).ToArray();
        return legal.Length > 0 ? draw.Pick(legal) : sizes.NearestAbove(1)!.Value;
    }

    // Far from 0 and 1, so that a weight left out or used twice shows.
    private static void Randomise(Dictionary<string, Tensor> state)
    {
        using var noGradient = no_grad();
        foreach (var (name, tensor) in state.Where(entry => entry.Value.is_floating_point()))
        {
            if (name.EndsWith(".running_var", StringComparison.Ordinal))
            {
                tensor.uniform_(0.5, 1.5);
            }
            else
            {
                tensor.normal_(0, 0.5);
            }
        }
    }

    private static double Largest(Tensor values) => values.numel() == 0 ? 0 : values.abs().max().item<double>();

    private static void Near(Tensor? expected, Tensor? actual, double scale, string what)
    {
        if (expected is null || actual is null || expected.IsInvalid || actual.IsInvalid)
        {
            Assert.True((expected is null || expected.IsInvalid) && (actual is null || actual.IsInvalid), what + " is missing on one side");
            return;
        }

        Assert.Equal(expected.shape, actual.shape);
        var difference = Largest(expected - actual);
        Assert.True(difference <= 1e-8 * Math.Max(scale, 1e-3), string.Create(CultureInfo.InvariantCulture, $"{what} differs by {difference} of {scale}"));
    }
}
