using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Where in a network an operation is drawn.</summary>
[Flags]
internal enum Place
{
    /// <summary>Between feature maps.</summary>
    Body = 1,

    /// <summary>From the last feature map to the head's vector.</summary>
    Pool = 2,

    /// <summary>Between vectors.</summary>
    Flat = 4,
}

/// <summary>
/// An operation of the language as these tests know it: how it is drawn, and what it computes, written without the checker and without
/// the runtime. One entry each; a test fails for an operation of the table that has none.
/// </summary>
/// <param name="Name">Its name in the language.</param>
/// <param name="Place">Where it is drawn.</param>
/// <param name="Draw">
/// Draws a layer (or a few: a gate and its product) that fits the spot, now and then one that does not; null where it cannot stand, such
/// as at a stride that it cannot have.
/// </param>
/// <param name="Run">
/// Runs one layer as written. Where LibTorch would broadcast or bend what the language refuses, it throws a <see cref="Misfit"/>.
/// </param>
internal sealed record OperationEntry(string Name, Place Place, Func<Spot, Drawn?> Draw, Func<Call, Tensor> Run)
{
    /// <summary>Whether the size of the output is one number whatever the input's: what makes a map of one pixel a gate.</summary>
    public bool FixesSize { get; init; }

    /// <summary>Whether it mostly changes the size, whatever its stride.</summary>
    public bool ChangesSize => Name is "max_pool" or "avg_pool" or "blur_pool" or "adaptive_avg_pool" or "adaptive_max_pool" or "upsample";

    /// <summary>
    /// Multiply-adds of the emitted module for one image, from its own weights; null for weights that each meet the output's pixels once
    /// (convolutions) or the image once (everything else).
    /// </summary>
    public Func<nn.Module, Tensor, Tensor, long>? MultiplyAdds { get; init; }

    /// <summary>An operation on each value alone.</summary>
    public static OperationEntry Pointwise(string name, Func<Tensor, Tensor> run, Place place = Place.Body) => new(
        name,
        place,
        spot => spot.Stride == 1 ? Spot.Same(spot, new(spot.Name("a"), name)) : null,
        call => run(call.Input));
}
