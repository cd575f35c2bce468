using SeNetGen.Images;
using SeNetGen.Images.Operations;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class OperationsTests
{
    private static readonly Rgb Fill = new(124, 116, 104);

    public static TheoryData<string> Names() => new(TestImage.Cases("operations.txt").Select(fields => fields[0].Split(' ')[0]).Distinct());

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_are_those_of_Pillow(string name)
    {
        var cases = TestImage.Cases("operations.txt").Where(fields => fields[0].Split(' ')[0] == name).ToList();
        var blur = new GaussianBlur();
        var wrong = from fields in cases where TestImage.Hash(Apply(fields[0].Split(' '), TestImage.Parse(fields[1]), blur)) != fields[2] select string.Join(" | ", fields);
        Assert.Empty(wrong);
    }

    private static RgbImage Apply(string[] arguments, RgbImage image, GaussianBlur blur)
    {
        var (number, target) = (arguments.Length > 1 ? TestImage.Real(arguments[1]) : 0, new RgbImage());
        var interpolation = arguments.Length > 2 ? Enum.Parse<AffineInterpolation>(arguments[2], ignoreCase: true) : AffineInterpolation.Nearest;
        switch (arguments[0])
        {
            case "grey":
                Greyscale.Apply(image);
                return image;
            case "autocontrast":
                PointTable.AutoContrast(image);
                return image;
            case "equalize":
                PointTable.Equalize(image);
                return image;
            case "invert":
                PointTable.Invert(image);
                return image;
            case "brightness":
                Enhancement.Brightness(image, number);
                return image;
            case "contrast":
                Enhancement.Contrast(image, number);
                return image;
            case "saturation":
                Enhancement.Saturation(image, number);
                return image;
            case "hue":
                Hue.Shift(image, number);
                return image;
            case "posterize":
                PointTable.Posterize(image, (int)number);
                return image;
            case "solarize":
                PointTable.Solarize(image, (int)number);
                return image;
            case "solarize_add":
                PointTable.SolarizeAdd(image, (int)number);
                return image;
            case "blur":
                blur.Apply(image, number);
                return image;
            case "sharpness":
                Enhancement.Sharpness(image, target, number);
                return target;
            case "shear_x":
                AffineTransform.ShearX(image, target, number, interpolation, Fill);
                return target;
            case "shear_y":
                AffineTransform.ShearY(image, target, number, interpolation, Fill);
                return target;
            case "translate_x":
                AffineTransform.Translate(image, target, number * image.Width, 0, interpolation, Fill);
                return target;
            case "translate_y":
                AffineTransform.Translate(image, target, 0, number * image.Height, interpolation, Fill);
                return target;
            default:
                AffineTransform.Rotate(image, target, number, interpolation, Fill);
                return target;
        }
    }
}
