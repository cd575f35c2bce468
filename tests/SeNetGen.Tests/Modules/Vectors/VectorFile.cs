using System.Runtime.CompilerServices;
using SeNetGen.Checkpoints;
using SeNetGen.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules.Vectors;

/// <summary>
/// Results that another implementation computed in float64; README.md in this folder says how they are made. Inputs and weights are made
/// from their names on both sides; what is summed up for the gradients is the output times the tensor named <c>loss</c>.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private readonly SafeTensorsFile _file;
    private readonly string _case;

    private VectorFile(string file, string name)
    {
        _file = SafeTensorsFile.Open(Path.Combine(Folder(), file + ".safetensors"));
        _case = name;
    }

    /// <summary>Holds a layer of one input to a case; its parameters are set.</summary>
    public static void Hold(string file, string name, Layer layer, bool keepsFormat = true) =>
        Hold(file, name, layer, inputs => layer.forward(inputs[0]), keepsFormat);

    /// <summary>Holds a function of one input to a case.</summary>
    public static void Hold(string file, string name, Func<Tensor, Tensor> function) => Hold(file, name, null, inputs => function(inputs[0]), true);

    /// <summary>Holds a function of several inputs to a case.</summary>
    public static void Hold(string file, string name, Func<Tensor[], Tensor> function) => Hold(file, name, null, function, true);

    /// <summary>Holds a layer or a function to a case.</summary>
    /// <param name="file">The file, without its ending.</param>
    /// <param name="name">The case.</param>
    /// <param name="layer">What has parameters and a mode; null for a function.</param>
    /// <param name="function">Runs it on the inputs.</param>
    /// <param name="keepsFormat">Whether bfloat16 inputs give a bfloat16 output.</param>
    public static void Hold(string file, string name, Layer? layer, Func<Tensor[], Tensor> function, bool keepsFormat)
    {
        using var scope = NewDisposeScope();
        using var vectors = new VectorFile(file, name);
        foreach (var isTraining in new[] { true, false })
        {
            var mode = !isTraining && vectors._file.Find(name + "/eval/output") is not null ? "eval/" : "";
            vectors.HoldExactly(layer, function, isTraining, mode);
            vectors.HoldRoughly(layer, function, isTraining, mode, ScalarType.Float32, 1e-4, keepsFormat);
            vectors.HoldRoughly(layer, function, isTraining, mode, ScalarType.BFloat16, 0.06, keepsFormat);
        }
    }

    /// <summary>A tensor of distinct numbers made from its name: [-2, 2) for inputs, [-1, 1) for weights, 0.5 to 1.5 for running variances.</summary>
    public static Tensor Values(string name, params long[] shape)
    {
        var seed = 0L;
        for (var i = 0; i < name.Length; i++)
        {
            seed += (i + 1) * name[i];
        }

        var isInput = name.StartsWith("input", StringComparison.Ordinal) || name.StartsWith("loss", StringComparison.Ordinal)
            || name.StartsWith("noise", StringComparison.Ordinal);
        var isVariance = name.EndsWith("running_var", StringComparison.Ordinal);
        var values = new double[shape.Aggregate(1L, (count, size) => count * size)];
        for (var k = 0; k < values.Length; k++)
        {
            var number = (((k + 1L) * 7919) + (seed * 4729)) % 10007 / 10007.0;
            values[k] = isVariance ? number + 0.5 : isInput ? (number * 4) - 2 : (number * 2) - 1;
        }

        return tensor(values, shape, ScalarType.Float64);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void HoldExactly(Layer? layer, Func<Tensor[], Tensor> function, bool isTraining, string mode)
    {
        SetState(layer, ScalarType.Float64, isTraining);
        var inputs = Inputs(ScalarType.Float64);
        using var output = function(inputs);
        using var loss = Values("loss", output.shape);
        (output * loss).sum().backward();

        AssertClose(mode + "output", output, 1e-12);
        for (var i = 0; i < inputs.Length; i++)
        {
            AssertClose($"{mode}grad/{InputName(i)}", inputs[i].grad!, 1e-12);
        }

        foreach (var entry in layer is null ? [] : StateDict.Of(layer))
        {
            if (entry.Kind == TensorKind.Parameter)
            {
                AssertClose($"{mode}grad/{entry.Name}", entry.Tensor.grad!, 1e-12);
            }
            else if (isTraining && _file.Find($"{_case}/buffer/{entry.Name}") is not null)
            {
                AssertClose("buffer/" + entry.Name, entry.Tensor, 1e-12);
            }
        }
    }

    // As networks run: parameters in float32, feature maps in their own format and with channels-last strides.
    private void HoldRoughly(Layer? layer, Func<Tensor[], Tensor> function, bool isTraining, string mode, ScalarType type, double tolerance, bool keepsFormat)
    {
        SetState(layer, ScalarType.Float32, isTraining);
        var inputs = Inputs(type);
        using var output = function(inputs);
        Assert.Equal(keepsFormat ? type : ScalarType.Float32, output.dtype);
        if (output.dim() == 4 && inputs[0].dim() == 4)
        {
            using var pixels = output.permute(0, 2, 3, 1);
            Assert.True(pixels.is_contiguous(), $"{_case}: the output has strides {string.Join(", ", output.stride())}");
        }

        AssertClose(mode + "output", output, tolerance);
        using var loss = Values("loss", output.shape).to_type(output.dtype);
        (output * loss).sum().backward();
        Assert.All(inputs, input => Assert.Equal(type, input.grad!.dtype));
    }

    private static void SetState(Layer? layer, ScalarType type, bool isTraining)
    {
        if (layer is null)
        {
            return;
        }

        layer.to(type);
        layer.train(isTraining);
        layer.zero_grad();
        using var noGradient = no_grad();
        foreach (var entry in StateDict.Of(layer))
        {
            if (entry.Tensor.is_floating_point())
            {
                entry.Tensor.copy_(Values(entry.Name, entry.Tensor.shape));
            }
        }
    }

    private Tensor[] Inputs(ScalarType type)
    {
        var inputs = new List<Tensor>();
        while (_file.Find($"{_case}/grad/{InputName(inputs.Count)}") is { } entry)
        {
            var values = Values(InputName(inputs.Count), [.. entry.Shape]).to_type(type);
            var strided = type != ScalarType.Float64 && values.dim() == 4 ? Functional.ToChannelsLast(values) : values;
            inputs.Add(strided.detach().requires_grad_());
        }

        return [.. inputs];
    }

    private static string InputName(int index) => "input" + (index == 0 ? "" : index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void AssertClose(string name, Tensor actual, double tolerance)
    {
        using var expected = _file.Read($"{_case}/{name}");
        Assert.Equal(expected.shape, actual.shape);
        var scale = Math.Max(1, expected.abs().max().ToDouble());
        var error = (expected - actual.detach().to_type(ScalarType.Float64)).abs().max().ToDouble();
        Assert.True(error <= tolerance * scale, FormattableString.Invariant($"{_case}/{name} in {actual.dtype} differs by {error}, of {scale}"));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
