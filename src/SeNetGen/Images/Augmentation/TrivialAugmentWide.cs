using SeNetGen.Images.Operations;

namespace SeNetGen.Images.Augmentation;

/// <summary>
/// TrivialAugment Wide (Müller and Hutter 2021, arXiv 2103.10158) as torchvision has it: one of fourteen operations for each image, at a magnitude drawn from equal steps.
/// </summary>
public sealed class TrivialAugmentWide : IImageTransform
{
    private const int Operations = 14;

    private readonly int _steps;
    private readonly Rgb _fill;
    private readonly AffineInterpolation _interpolation;

    /// <summary>Makes the transform.</summary>
    /// <param name="steps">Number of magnitudes; at least 2.</param>
    /// <param name="fill">The colour of what an image that was moved leaves free; torchvision's is black.</param>
    /// <param name="interpolation">How moved images take values between pixels; torchvision's is nearest.</param>
    public TrivialAugmentWide(int steps = 31, Rgb fill = default, AffineInterpolation interpolation = AffineInterpolation.Nearest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        (_steps, _fill, _interpolation) = (steps, fill, interpolation);
    }

    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        // Three draws whatever the operation.
        var operation = random.Below(Operations);
        var step = random.Below(_steps);
        var isNegative = random.Chance(0.5);
        double Signed(double largest) => isNegative ? -Level(0, largest, step) : Level(0, largest, step);
        switch (operation)
        {
            case 1:
                AffineTransform.ShearX(source, target, Math.Tan(Shear(Signed(0.99))), _interpolation, _fill);
                return;
            case 2:
                var angle = Shear(Signed(0.99));
                AffineTransform.ShearY(source, target, -(Math.Sin(-angle) / Math.Cos(angle)), _interpolation, _fill);
                return;
            case 3:
                AffineTransform.Translate(source, target, -(int)Signed(32), 0, _interpolation, _fill);
                return;
            case 4:
                AffineTransform.Translate(source, target, 0, -(int)Signed(32), _interpolation, _fill);
                return;
            case 5:
                AffineTransform.Rotate(source, target, Signed(135), _interpolation, _fill);
                return;
            case 6:
                Enhancement.Sharpness(source, target, 1 + Signed(0.99));
                return;
        }

        target.CopyFrom(source);
        switch (operation)
        {
            case 7:
                Enhancement.Brightness(target, 1 + Signed(0.99));
                break;
            case 8:
                Enhancement.Saturation(target, 1 + Signed(0.99));
                break;
            case 9:
                Enhancement.Contrast(target, 1 + Signed(0.99));
                break;
            case 10:
                PointTable.Posterize(target, 8 - (int)Math.Round(step / ((_steps - 1) / 6.0)));
                break;
            case 11:
                PointTable.Solarize(target, (int)Math.Ceiling(Level(255, 0, step)));
                break;
            case 12:
                PointTable.AutoContrast(target);
                break;
            case 13:
                PointTable.Equalize(target);
                break;
        }
    }

    // In float32 as torchvision's, whose own last place depends on the processor.
    private float Level(double first, double last, int step) => (float)(first + ((last - first) * step / (_steps - 1)));

    // torchvision goes from the tangent to degrees and back.
    private static double Shear(double tangent) => Math.Atan(tangent) * (180 / Math.PI) * (Math.PI / 180);
}
