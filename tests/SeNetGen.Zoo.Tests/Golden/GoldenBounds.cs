using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.Golden;

/// <summary>How far a result may be from the original's.</summary>
/// <param name="Relative">Of the mean feature and of the norm of the logits.</param>
/// <param name="Absolute">Of each logit.</param>
internal sealed record GoldenBounds(double Relative, double Absolute)
{
    /// <summary>The bounds of a precision.</summary>
    public static GoldenBounds Of(Precision precision) => precision == Precision.Float64 ? new(1e-9, 1e-6) : new(1e-5, 1e-4);

    /// <summary>Fails the test unless the results are within the bounds.</summary>
    /// <param name="expected">What the original gives.</param>
    /// <param name="logits">[N, classes].</param>
    /// <param name="features">What the head receives.</param>
    public void Hold(GoldenCase expected, Tensor logits, Tensor features)
    {
        using var scope = NewDisposeScope();
        if (expected.FeaturesShape is not null)
        {
            Assert.Equal(expected.FeaturesShape, features.shape);
            Close(expected.FeaturesMeanAbs!.Value, features.to(ScalarType.Float64).abs().mean().item<double>());
        }

        var values = logits.to(ScalarType.Float64);
        Close(expected.LogitsNorm, values.norm().item<double>());
        for (var image = 0; image < expected.Classes.Length; image++)
        {
            Assert.Equal(expected.Classes[image], values[image].argmax().item<long>());
            for (var i = 0; i < expected.FirstLogits[image].Length; i++)
            {
                Assert.Equal(expected.FirstLogits[image][i], values[image][i].item<double>(), Absolute);
            }
        }
    }

    private void Close(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * Relative);
}
