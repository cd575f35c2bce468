using System.Globalization;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// A module of the user's own, held to the shape that the architecture declares: what follows it was checked against that. It stands in the
/// state dict under the layer's own name, as if it were not wrapped.
/// </summary>
public sealed class UserModule
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly string _at;
    private readonly UserModuleShape _shape;

    /// <summary>Holds a module to what is declared of it.</summary>
    /// <param name="module">The module.</param>
    /// <param name="at">The place that declares it, for messages: <c>blocks.own.layers.attn in own.senet.yaml</c>.</param>
    /// <param name="shape">The shape that it must give.</param>
    /// <param name="parameters">How many trainable parameters it must have; null where that is not declared.</param>
    /// <exception cref="SenetException">It has another number of parameters.</exception>
    internal UserModule(nn.Module<Tensor, Tensor> module, string at, UserModuleShape shape, long? parameters)
    {
        ArgumentNullException.ThrowIfNull(module);
        (_module, _at, _shape) = (module, at, shape);
        if (parameters is not { } declared)
        {
            return;
        }

        var actual = module.parameters().Sum(parameter => parameter.numel());
        if (actual != declared)
        {
            throw new SenetException($"module '{module.GetType().FullName}' has {Number(actual)} parameters where the architecture declares {Number(declared)}: mend the module, or 'parameters' at {at}");
        }
    }

    /// <summary>The user's module.</summary>
    public nn.Module<Tensor, Tensor> Module => _module;

    /// <summary>
    /// Runs the module. In a bfloat16 network it receives float32 and its result is cast back: its weights are float32, and only the
    /// runtime's own layers cast theirs.
    /// </summary>
    /// <param name="input">[N, C, H, W] or [N, C]; the module must neither dispose it nor write into it.</param>
    /// <returns>The declared shape.</returns>
    /// <exception cref="SenetException">The module gives another shape.</exception>
    public Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var result = Run(input);
        var wanted = _shape.Of(input);
        var given = result.shape;
        if (given.AsSpan().SequenceEqual(wanted))
        {
            return result;
        }

        result.Dispose();
        throw new SenetException($"module '{_module.GetType().FullName}' gives [{Text(given)}] where the architecture declares [{Text(wanted)}] for an input of [{Text(input.shape)}]: mend the module, or 'output' at {_at}");
    }

    private Tensor Run(Tensor input)
    {
        if (input.dtype != ScalarType.BFloat16)
        {
            var own = _module.forward(input);

            // A module that gives back what it was given shares the handle, which the network disposes twice.
            return ReferenceEquals(own, input) ? input.alias() : own;
        }

        using var wide = input.to_type(ScalarType.Float32);
        var result = _module.forward(wide);
        try
        {
            return result.to_type(ScalarType.BFloat16);
        }
        finally
        {
            result.Dispose();
        }
    }

    private static string Text(long[] shape) => string.Join(", ", shape.Select(Number));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The shape that a user's module is declared to give.</summary>
/// <param name="Channels">Its channels.</param>
/// <param name="Sizes">Height and width for an input of 0, 1, ... pixels, over a period.</param>
/// <param name="Growth">What they grow by over a period.</param>
/// <param name="IsFlat">Whether it is [N, C].</param>
internal readonly record struct UserModuleShape(int Channels, int[]? Sizes, int Growth, bool IsFlat)
{
    /// <summary>The shape for an input.</summary>
    public long[] Of(Tensor input) => IsFlat
        ? [input.size(0), Channels]
        : [input.size(0), Channels, SizeOf(input.size(2)), SizeOf(input.size(3))];

    /// <summary>The height for a height, the width for a width.</summary>
    public long SizeOf(long size) => Sizes is null ? size : Sizes[size % Sizes.Length] + (size / Sizes.Length * Growth);
}
