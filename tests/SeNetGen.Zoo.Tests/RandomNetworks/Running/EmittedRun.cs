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

    // Beyond it rounding shows: a softmax over values as large loses as many of its digits.
    private const double LargestGradient = 1e5;

    // Beyond it a gradient of a value that is multiplied by itself may be too large for a number.
    private const double LargestLoss = 1e60;

    // An operation's module by its C# class: batch_norm is BatchNorm, prelu PRelu.
    private static readonly Dictionary<string, OperationEntry> Operations = OperationEntries.All.ToDictionary(
        entry => string.Concat(entry.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs it at the declared size, at a random legal one and at the least, in evaluation with one image, in training with some.</summary>
    public static RunCounts Of(RandomVariant variant, Interpreter shapes, NetworkPlan plan, NetworkInfo info)
    {
        var (architecture, settings) = (variant.Architecture, variant.Settings);
        var counts = Of(variant, shapes, plan, info, info.DefaultArguments);
        if (!architecture.HasRuntimeChannels && !architecture.HasRuntimeClasses)
        {
            return counts;
        }

        // Made with other arguments it is another network.
        var other = variant.With(architecture.HasRuntimeChannels ? settings.Channels + 2 : settings.Channels, architecture.HasRuntimeClasses ? settings.Classes + 1 : settings.Classes);
        var arguments = info.DefaultArguments;
        arguments = architecture.HasRuntimeChannels ? arguments.With("in_channels", other.Settings.Channels) : arguments;
        arguments = architecture.HasRuntimeClasses ? arguments.With("classes", other.Settings.Classes) : arguments;
        var otherShapes = new Interpreter(other);
        otherShapes.Run(plan.InputHeight, plan.InputWidth);
        Of(other, otherShapes, plan, info, arguments);
        return counts;
    }

    private static RunCounts Of(RandomVariant variant, Interpreter shapes, NetworkPlan plan, NetworkInfo info, NetworkArguments arguments)
    {
        using var scope = NewDisposeScope();
        // The same weights and images for an architecture whatever ran before it, so that a find comes back.
        var seed = variant.Architecture.Seed;
        manual_seed(seed);
        using var network = info.Create(arguments);
        network.Precision = Precision.Float64;
        Assert.Equal(plan.Parameters.Evaluate(name => arguments.Integer(name)), network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(plan.Parameters.Evaluate(name => info.DefaultArguments.Integer(name)), info.ParameterCount);
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        Randomise(state);
        var draw = new Draw(new PCG(2, (ulong)seed));
        var weights = new Weights(state);
        var made = new Made(network, info, arguments, new Interpreter(variant, weights), new LayerHooks(network, Operations), variant.Settings.Channels);

        network.eval();
        var (height, width) = ((long)plan.InputHeight, (long)plan.InputWidth);
        Evaluate(made, height, width);
        Assert.Equal(plan.MultiplyAdds, info.MultiplyAdds);
        Assert.True(made.Hooks.MultiplyAdds == plan.MultiplyAdds || !made.HasDefaults, $"{made.Hooks.MultiplyAdds} multiply-adds and not {plan.MultiplyAdds}");
        Assert.DoesNotContain(state.Keys.Except(weights.Keys), key => !key.EndsWith(".num_batches_tracked", StringComparison.Ordinal));
        HoldPlan(made, plan.Body, plan.Body.Steps, "", height, width);

        (long, long)[] sizes = [(Legal(plan.Heights, draw), Legal(plan.Widths, draw)), (plan.Heights.NearestAbove(1)!.Value, plan.Widths.NearestAbove(1)!.Value)];
        var counts = new RunCounts(1, 0, 0, 0, 0);
        foreach (var (high, wide) in made.HasDefaults ? sizes : sizes[1..])
        {
            Evaluate(made, high, wide);
            Train(made, plan, draw.Between(2, 3), high, wide);
            counts += new RunCounts(0, high % 2 == 1 || wide % 2 == 1 ? 1 : 0, (high, wide) == sizes[1] ? 1 : 0, high == wide ? 0 : 1, 0);
        }

        var refusals = Refuse(made, shapes, plan.Heights.NearestAbove(1)!.Value - 1, width) + Refuse(made, shapes, height, plan.Widths.NearestAbove(1)!.Value - 1);
        return counts with { Refusals = refusals };
    }

    // A network that was made, and what is held against it.
    private sealed record Made(Network Network, NetworkInfo Info, NetworkArguments Arguments, Interpreter Interpreter, LayerHooks Hooks, int Channels)
    {
        public bool HasDefaults => Arguments.Values.All(entry => entry.Value == entry.Argument.Default);

        public long[] ShapeOf(PlanValue value, long images, long height, long width)
        {
            var channels = value.Channels.Evaluate(name => Arguments.Integer(name));
            return value.IsFlat ? [images, channels] : [images, channels, value.Height.At(height), value.Width.At(width)];
        }
    }

    // One image through the emitted network and the interpreter: equal outputs and gradients, and the shapes that were described.
    private static void Evaluate(Made made, long height, long width)
    {
        var (network, interpreter, hooks) = (made.Network, made.Interpreter, made.Hooks);
        using var scope = NewDisposeScope();
        network.eval();
        hooks.Clear();
        using var input = randn([1, made.Channels, height, width], ScalarType.Float64);
        input.requires_grad = true;
        var expected = interpreter.Run(input);
        var actual = network.call(input);
        Assert.Equal(expected.shape, actual.shape);
        var isFinite = double.IsFinite(Largest(expected));
        Assert.Equal(isFinite, double.IsFinite(Largest(actual)));

        // Blocks of blocks that multiply a value by itself may leave the numbers behind; of those only shapes are held.
        if (isFinite)
        {
            HoldNumbers(network, input, expected, actual);
        }

        HoldShapes(made, height, width);
    }

    private static void HoldNumbers(Network network, Tensor input, Tensor expected, Tensor actual)
    {
        Near(expected, actual, Largest(expected), "output");
        var parameters = network.parameters().ToArray();
        using var weight = randn_like(actual);
        var wanted = autograd.grad([(expected * weight).sum()], [input, .. parameters], allow_unused: true);
        var given = autograd.grad([(actual * weight).sum()], [input, .. parameters], allow_unused: true);

        // Against the largest of all, which may be too large for a number: a gradient may be nothing but rounding, as that of a weight before a norm of one channel.
        var scale = wanted.Where(gradient => gradient is not null && !gradient.IsInvalid).Max(Largest);
        if (!(scale < LargestGradient))
        {
            return;
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            Near(wanted[i], given[i], scale, i == 0 ? "gradient of the input" : $"gradient of parameter {i}");
        }
    }

    // The shapes of the last run, those that were described, and those that the interpreter has.
    private static void HoldShapes(Made made, long height, long width)
    {
        var (interpreter, hooks) = (made.Interpreter, made.Hooks);
        var described = made.Info.Walk(new(made.Channels, (int)height, (int)width), made.Arguments);
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
    private static void Train(Made made, NetworkPlan plan, int images, long height, long width)
    {
        var network = made.Network;
        using var scope = NewDisposeScope();
        network.train();
        foreach (var parameter in network.parameters())
        {
            parameter.grad = null;
        }

        using var input = randn([images, made.Channels, height, width], ScalarType.Float64);
        var output = network.call(input);
        Assert.Equal(made.ShapeOf(plan.Body.Values[plan.Body.Result], images, height, width), output.shape);
        var loss = (output * output).sum();
        loss.backward();
        var isFinite = Math.Abs(loss.item<double>()) < LargestLoss;
        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.True(parameter.grad is { } gradient && gradient.shape.SequenceEqual(parameter.shape), $"'{name}' has no gradient");
            Assert.True(!isFinite || parameter.grad!.isfinite().all().item<bool>(), $"the gradient of '{name}' is not finite");
        }
    }

    // What the plan says of every module at a size, blocks and groups included, against what the modules gave.
    private static void HoldPlan(Made made, BodyPlan body, IReadOnlyList<Step> steps, string prefix, long height, long width)
    {
        foreach (var step in steps.Where(step => step is not AbsentStep))
        {
            var (value, input) = (body.Values[step.Output], body.Values[step.Inputs[0]]);
            var path = prefix + step.Name;
            if (made.Hooks.Shapes.TryGetValue(path, out var seen))
            {
                var planned = made.ShapeOf(value, 1, height, width);
                Assert.True(planned.SequenceEqual(seen), $"'{path}' is planned as [{string.Join(", ", planned)}] and is [{string.Join(", ", seen)}]");
            }

            if (step is GroupStep group)
            {
                HoldPlan(made, body, group.Steps, path + ".", height, width);
            }
            else if (step is BlockStep block)
            {
                HoldPlan(made, block.Call.Body, block.Call.Body.Steps, path + ".", input.Height.At(height), input.Width.At(width));
            }
            else if (step is RepeatStep { Children: [BlockStep first, ..] })
            {
                HoldPlan(made, first.Call.Body, first.Call.Body.Steps, path + ".0.", input.Height.At(height), input.Width.At(width));
            }
        }
    }

    // One pixel under the least size the network itself says no, and LibTorch fails.
    private static int Refuse(Made made, Interpreter shapes, long height, long width)
    {
        if (height < 1 || width < 1)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        using var input = zeros([1, made.Channels, height, width], ScalarType.Float64);
        made.Network.eval();
        Assert.Throws<SenetException>(() => made.Network.call(input));
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
