using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>The tensors of a gate's maps.</summary>
internal static class GateState
{
    /// <summary>A map whose weight is a 1x1 convolution kernel.</summary>
    public static StateTensor[] Conv(string name, Dimension inputs, Dimension outputs, bool hasBias = true) =>
        Of(name, new([outputs, inputs, Dimension.Of(1), Dimension.Of(1)]), outputs, hasBias);

    /// <summary>A map whose weight is a matrix.</summary>
    public static StateTensor[] Linear(string name, Dimension inputs, Dimension outputs, bool hasBias = true) =>
        Of(name, new([outputs, inputs]), outputs, hasBias);

    private static StateTensor[] Of(string name, EquatableArray<Dimension> weight, Dimension outputs, bool hasBias) => hasBias
        ? [new(name + ".weight", weight, true), new(name + ".bias", new([outputs]), true)]
        : [new(name + ".weight", weight, true)];
}
