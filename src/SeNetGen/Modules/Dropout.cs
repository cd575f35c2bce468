using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>In training mode, zeroes each value with probability p and divides the rest by 1 - p; does nothing otherwise. No state.</summary>
public sealed class Dropout : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="p">The probability, 0 to 1.</param>
    public Dropout(double p)
    {
        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability lies between 0 and 1");
        }

        Probability = p;
    }

    /// <summary>The probability that a value is zeroed.</summary>
    public double Probability { get; }

    /// <summary>Drops.</summary>
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape; the input's own values when nothing is dropped.</returns>
    public override Tensor forward(Tensor input) =>
        Probability > 0 && training ? nn.functional.dropout(input, Probability, training: true) : input.alias();
}
