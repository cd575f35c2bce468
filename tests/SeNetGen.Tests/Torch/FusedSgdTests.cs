using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Torch;

public sealed class FusedSgdTests
{
    /// <summary>Sizes below, at and above a vector register, and one that several threads share.</summary>
    private static readonly long[][] Shapes = [[1], [7], [16], [33], [8, 3, 3, 3], [64, 16, 1, 1], [10, 257], [70_001]];

    public static TheoryData<double, double, bool, ScalarType> Rules => new()
    {
        { 0, 0, false, ScalarType.Float32 },
        { 0, 1e-2, false, ScalarType.Float32 },
        { 0.9, 0, false, ScalarType.Float32 },
        { 0.9, 1e-4, false, ScalarType.Float32 },
        { 0.9, 5e-4, true, ScalarType.Float32 },
        { 0.9, 5e-4, true, ScalarType.Float64 },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Trajectory_is_that_of_TorchSharps_optimizer(double momentum, double weightDecay, bool nesterov, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var fused = State(type);
        var expected = fused.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.clone())).ToArray();
        using var optimizer = optim.SGD(expected, 0.1, momentum, 0, weightDecay, nesterov);
        for (var step = 0; step < 4; step++)
        {
            var rate = 0.1 / (step + 1);
            optimizer.ParamGroups.First().LearningRate = rate;
            var gradients = Gradients(fused.Parameters, step);
            foreach (var (parameter, gradient) in expected.Zip(gradients))
            {
                parameter.grad = gradient.clone();
            }

            optimizer.step();
            FusedSgd.Step(fused.Parameters, gradients, fused.Momenta, rate, momentum, weightDecay, nesterov, step == 0);
            AssertEqual(expected, fused.Parameters, type);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Fallback_gives_the_same(double momentum, double weightDecay, bool nesterov, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var fused = State(type);
        var plain = State(type);
        for (var step = 0; step < 4; step++)
        {
            var gradients = Gradients(fused.Parameters, step);
            FusedSgd.Step(fused.Parameters, gradients, fused.Momenta, 0.05, momentum, weightDecay, nesterov, step == 0);
            FusedSgd.StepPlainly(plain.Parameters, gradients, plain.Momenta, 0.05, momentum, weightDecay, nesterov, step == 0);
            AssertEqual(plain.Parameters, fused.Parameters, type);
            AssertEqual(plain.Momenta, fused.Momenta, type);
            AssertEqual(Gradients(fused.Parameters, step), gradients, type);
        }
    }

    [Fact]
    public void Any_strides_give_the_same()
    {
        using var scope = NewDisposeScope();
        var plain = ones(6, 5, 4, 3);
        var values = randn(6, 5, 4, 3);

        // Element by element equal; in memory: channels last throughout, a gradient in another order, and a view with gaps.
        foreach (var (parameter, gradient) in new[]
        {
            (ChannelsLast(plain.clone()), ChannelsLast(values)),
            (ChannelsLast(plain.clone()), values),
            (plain.clone(), ChannelsLast(values)),
            (ones(6, 5, 4, 7).slice(3, 1, 7, 2), values),
        })
        {
            var momentum = ChannelsLast(zeros(6, 5, 4, 3));
            var expected = plain.clone();
            var expectedMomentum = zeros(6, 5, 4, 3);
            for (var step = 0; step < 2; step++)
            {
                FusedSgd.Step([parameter], [gradient], [momentum], 0.1, 0.9, 1e-3, nesterov: true, step == 0);
                FusedSgd.StepPlainly([expected], [values], [expectedMomentum], 0.1, 0.9, 1e-3, nesterov: true, step == 0);
            }

            AssertEqual([expected, expectedMomentum], [parameter, momentum], ScalarType.Float32);
        }
    }

    [Fact]
    public void Types_mix_and_missing_gradients_leave_their_parameters_alone()
    {
        using var scope = NewDisposeScope();
        Tensor[] parameters = [ones(5), ones(3, dtype: ScalarType.Float64), ones(4), ones(4, dtype: ScalarType.BFloat16)];
        Tensor?[] gradients = [full(5, 2.0), full(3, 4.0, dtype: ScalarType.Float64), null, full(4, 8.0, dtype: ScalarType.BFloat16)];
        Tensor[] momenta = [.. parameters.Select(parameter => zeros_like(parameter))];

        FusedSgd.Step(parameters, gradients, momenta, 0.125, 0.5, 0, nesterov: false, isFirstStep: true);

        Assert.Equal([0.75, 0.5, 1, 0], parameters.Select(parameter => parameter[0].to(ScalarType.Float64).item<double>()));
        Assert.Equal([2, 4, 0, 8.0], momenta.Select(momentum => momentum[0].to(ScalarType.Float64).item<double>()));
    }

    [Fact]
    public void Parameters_that_require_gradients_are_stepped()
    {
        using var scope = NewDisposeScope();
        var parameter = ones(3).requires_grad_();
        (parameter * parameter).sum().backward();

        FusedSgd.Step([parameter], [parameter.grad], [zeros(3)], 0.25, 0.9, 0, nesterov: false, isFirstStep: true);

        Assert.Equal(0.5f, parameter.detach()[0].item<float>());
        Assert.True(parameter.requires_grad && parameter.is_leaf);
    }

    [Fact]
    public void Lists_that_do_not_match_are_refused_before_anything_changes()
    {
        using var scope = NewDisposeScope();
        Tensor[] two = [ones(2), ones(2)];
        Tensor[] broadcast = [ones(2), ones(1)];
        Tensor[] one = [ones(2)];

        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => FusedSgd.Step(two, one, two, 1, 0.9, 0, false, true)).ParamName);
        Assert.Equal("momenta", Assert.Throws<ArgumentException>(() => FusedSgd.Step(two, two, one, 1, 0.9, 0, false, true)).ParamName);
        Assert.Equal("nesterov", Assert.Throws<ArgumentException>(() => FusedSgd.Step(two, two, two, 1, 0, 0, true, true)).ParamName);
        Assert.StartsWith("a parameter of shape [2] has a gradient", Assert.Throws<ArgumentException>(() => FusedSgd.Step(two, broadcast, two, 1, 0.9, 0, false, true)).Message, StringComparison.Ordinal);
        Assert.StartsWith("a parameter of shape [2] has a gradient", Assert.Throws<ArgumentException>(() => FusedSgd.StepPlainly(two, broadcast, two, 1, 0.9, 0, false, true)).Message, StringComparison.Ordinal);
        Assert.Equal(2f, two[0].sum().item<float>());
        FusedSgd.Step([], [], [], 1, 0.9, 0, false, true);
    }

    [Fact]
    public void Steps_allocate_the_same_each_time_and_keep_no_tensors()
    {
        using var scope = NewDisposeScope();
        var (parameters, momenta) = State(ScalarType.Float32);
        var gradients = Gradients(parameters, 0);
        var bytes = new List<long>();
        for (var step = 0; step < 20; step++)
        {
            var tensors = Tensor.TotalCount;
            var before = GC.GetAllocatedBytesForCurrentThread();
            FusedSgd.Step(parameters, gradients, momenta, 0.1, 0.9, 1e-4, nesterov: true, step == 0);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(Tensor.TotalCount <= tensors);
        }

        Assert.All(bytes.Skip(10), count => Assert.Equal(bytes[10], count));
        Assert.True(bytes[10] <= 200 || !FastPaths.Has(FastPath.FusedSgd), $"{bytes[10]} bytes a step");
    }

    [Fact]
    public void Handles_given_to_LibTorch_are_given_back()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // A handle that stayed behind would keep each step's gradient of 4 MB alive.
        using var parameter = ones(1_000_000);
        using var momentum = zeros(1_000_000);
        Step();
        var before = Resident();
        for (var step = 0; step < 100; step++)
        {
            Step();
        }

        Assert.InRange(Resident() - before, long.MinValue, 200L << 20);

        void Step()
        {
            using var gradient = ones(1_000_000);
            FusedSgd.Step([parameter], [gradient], [momentum], 0.1, 0.9, 0, nesterov: false, isFirstStep: false);
        }

        static long Resident() => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private static (Tensor[] Parameters, Tensor[] Momenta) State(ScalarType type)
    {
        using var generator = new Generator(3);
        Tensor[] parameters = [.. Shapes.Select(shape => randn(shape, generator: generator).to(type))];
        return (parameters, [.. parameters.Select(parameter => zeros_like(parameter))]);
    }

    private static Tensor[] Gradients(Tensor[] parameters, int step)
    {
        using var generator = new Generator((ulong)step);
        return [.. parameters.Select(parameter => randn(parameter.shape, generator: generator).to(parameter.dtype))];
    }

    private static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>Equal but for the last bit: whether products and sums round once or twice is the compiler's choice in each kernel.</summary>
    private static void AssertEqual(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, ScalarType type)
    {
        var tolerance = type == ScalarType.Float64 ? 1e-14 : 5e-7;
        foreach (var (first, second) in expected.Zip(actual))
        {
            Assert.InRange((first - second).abs().max().to(ScalarType.Float64).item<double>(), 0, tolerance);
        }
    }
}
