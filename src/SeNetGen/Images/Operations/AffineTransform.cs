using System.Globalization;
using System.Runtime.Intrinsics;

namespace SeNetGen.Images.Operations;

/// <summary>
/// Pillow's <c>Image.transform(size, AFFINE, ...)</c> and <c>Image.rotate</c>: every pixel of the result takes the value at a place of the source, and a colour where
/// that lies outside. Float64 in Pillow's order, the fraction cut off, so that bytes are Pillow's; the channels go side by side through vectors.
/// </summary>
internal static class AffineTransform
{
    /// <summary>Shears along rows: timm's <c>ShearX</c>.</summary>
    public static void ShearX(RgbImage source, RgbImage target, double factor, AffineInterpolation interpolation, Rgb fill)
        => Apply(source, target, new Matrix(1, factor, 0, 0, 1, 0), interpolation, fill);

    /// <summary>Shears along columns: timm's <c>ShearY</c>.</summary>
    public static void ShearY(RgbImage source, RgbImage target, double factor, AffineInterpolation interpolation, Rgb fill)
        => Apply(source, target, new Matrix(1, 0, 0, factor, 1, 0), interpolation, fill);

    /// <summary>Moves the image left and up by a number of pixels: timm's <c>TranslateX</c> and <c>TranslateY</c>.</summary>
    public static void Translate(RgbImage source, RgbImage target, double x, double y, AffineInterpolation interpolation, Rgb fill)
        => Apply(source, target, new Matrix(1, 0, x, 0, 1, y), interpolation, fill);

    /// <summary>Rotates the image about its middle, counter-clockwise; the size stays.</summary>
    public static void Rotate(RgbImage source, RgbImage target, double degrees, AffineInterpolation interpolation, Rgb fill)
    {
        var angle = degrees % 360;
        angle = angle < 0 ? angle + 360 : angle;
        if (angle == 0)
        {
            target.CopyFrom(source);
            return;
        }

        if (angle == 180 || (angle is 90 or 270 && source.Width == source.Height))
        {
            RotateExactly(source, target, (int)angle);
            return;
        }

        var radians = -(angle * (Math.PI / 180));
        var (cosine, sine, negativeSine) = (Round15(Math.Cos(radians)), Round15(Math.Sin(radians)), Round15(-Math.Sin(radians)));
        var (centerX, centerY) = (source.Width / 2.0, source.Height / 2.0);
        var offsetX = (cosine * -centerX) + (sine * -centerY) + centerX;
        var offsetY = (negativeSine * -centerX) + (cosine * -centerY) + centerY;
        Apply(source, target, new Matrix(cosine, sine, offsetX, negativeSine, cosine, offsetY), interpolation, fill);
    }

    /// <summary>Takes each pixel from where a matrix says.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">Takes the result, of the same size; another object than <paramref name="source"/>.</param>
    /// <param name="matrix">From the result's places to the source's.</param>
    /// <param name="interpolation">How values between pixels are taken.</param>
    /// <param name="fill">The colour of what lies outside.</param>
    public static void Apply(RgbImage source, RgbImage target, Matrix matrix, AffineInterpolation interpolation, Rgb fill)
    {
        target.Resize(source.Width, source.Height);
        if (interpolation == AffineInterpolation.Nearest)
        {
            Nearest(source, target, matrix, fill);
            return;
        }

        for (var y = 0; y < target.Height; y++)
        {
            var to = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var (placeX, placeY) = matrix.Place(x + 0.5, y + 0.5);
                if (!(placeX >= 0 && placeX < source.Width && placeY >= 0 && placeY < source.Height))
                {
                    fill.Write(to, x);
                }
                else if (interpolation == AffineInterpolation.Bilinear)
                {
                    Bilinear(source, placeX - 0.5, placeY - 0.5, to, x);
                }
                else
                {
                    Bicubic(source, placeX - 0.5, placeY - 0.5, to, x);
                }
            }
        }
    }

    private static void Bilinear(RgbImage source, double placeX, double placeY, Span<byte> to, int x)
    {
        var (left, top) = ((int)Math.Floor(placeX), (int)Math.Floor(placeY));
        var (first, second) = (Column(source, left), Column(source, left + 1));
        var shareX = Vector256.Create(placeX - left);
        var row = source.Row(Math.Clamp(top, 0, source.Height - 1));
        var value = Linear(Pixel(row, first), Pixel(row, second), shareX);
        if (top + 1 >= 0 && top + 1 < source.Height)
        {
            row = source.Row(top + 1);
            value = Linear(value, Linear(Pixel(row, first), Pixel(row, second), shareX), Vector256.Create(placeY - top));
        }

        Write(value, to, x);
    }

    private static void Bicubic(RgbImage source, double placeX, double placeY, Span<byte> to, int x)
    {
        var (left, top) = ((int)Math.Floor(placeX), (int)Math.Floor(placeY));
        var shareX = Vector256.Create(placeX - left);
        var (a, b, c, d) = (Column(source, left - 1), Column(source, left), Column(source, left + 1), Column(source, left + 2));
        var row = source.Row(Math.Clamp(top - 1, 0, source.Height - 1));
        var first = Cubic(Pixel(row, a), Pixel(row, b), Pixel(row, c), Pixel(row, d), shareX);
        var second = first;
        var third = first;
        var fourth = first;
        // A row beyond the border takes the values of the one before it.
        for (var i = 0; i < 3; i++)
        {
            if (top + i >= 0 && top + i < source.Height)
            {
                row = source.Row(top + i);
                var value = Cubic(Pixel(row, a), Pixel(row, b), Pixel(row, c), Pixel(row, d), shareX);
                (second, third, fourth) = i switch { 0 => (value, value, value), 1 => (second, value, value), _ => (second, third, value) };
            }
        }

        Write(Cubic(first, second, third, fourth, Vector256.Create(placeY - top)), to, x);
    }

    private static Vector256<double> Linear(Vector256<double> a, Vector256<double> b, Vector256<double> share) => a + ((b - a) * share);

    private static Vector256<double> Cubic(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, Vector256<double> share)
    {
        var slope = c - a;
        var square = (Vector256.Create(2.0) * (a - b)) + c - d;
        var cube = b - a - c + d;
        return b + (share * (slope + (share * (square + (share * cube)))));
    }

    private static int Column(RgbImage source, int x) => Math.Clamp(x, 0, source.Width - 1) * RgbImage.Channels;

    private static Vector256<double> Pixel(ReadOnlySpan<byte> row, int at) => Vector256.Create((double)row[at], row[at + 1], row[at + 2], 0);

    private static void Write(Vector256<double> value, Span<byte> to, int x)
    {
        var clamped = Vector256.Min(Vector256.Max(value, Vector256<double>.Zero), Vector256.Create(255.0));
        new Rgb((byte)clamped[0], (byte)clamped[1], (byte)clamped[2]).Write(to, x);
    }

    private static void Nearest(RgbImage source, RgbImage target, Matrix matrix, Rgb fill)
    {
        if (matrix.IsScale)
        {
            NearestScaled(source, target, matrix, fill);
            return;
        }

        // 16 bits behind the point, added up from pixel to pixel, as Pillow does: its roundings decide which pixel is the nearest.
        var (stepXX, stepXY, stepYX, stepYY) = (Fixed(matrix.A), Fixed(matrix.B), Fixed(matrix.D), Fixed(matrix.E));
        var rowX = Fixed(matrix.C + (matrix.A * 0.5) + (matrix.B * 0.5));
        var rowY = Fixed(matrix.F + (matrix.D * 0.5) + (matrix.E * 0.5));
        for (var y = 0; y < target.Height; y++, rowX += stepXY, rowY += stepYY)
        {
            var to = target.Row(y);
            var (placeX, placeY) = (rowX, rowY);
            for (var x = 0; x < target.Width; x++, placeX += stepXX, placeY += stepYX)
            {
                Take(source, placeX >> 16, placeY >> 16, to, x, fill);
            }
        }
    }

    private static void NearestScaled(RgbImage source, RgbImage target, Matrix matrix, Rgb fill)
    {
        var placeY = matrix.F + (matrix.E * 0.5);
        for (var y = 0; y < target.Height; y++, placeY += matrix.E)
        {
            var to = target.Row(y);
            var placeX = matrix.C + (matrix.A * 0.5);
            for (var x = 0; x < target.Width; x++, placeX += matrix.A)
            {
                Take(source, placeX < 0 ? -1 : (int)placeX, placeY < 0 ? -1 : (int)placeY, to, x, fill);
            }
        }
    }

    private static void Take(RgbImage source, int fromX, int fromY, Span<byte> to, int x, Rgb fill)
    {
        if (fromX >= 0 && fromX < source.Width && fromY >= 0 && fromY < source.Height)
        {
            source.Row(fromY).Slice(fromX * RgbImage.Channels, RgbImage.Channels).CopyTo(to[(x * RgbImage.Channels)..]);
        }
        else
        {
            fill.Write(to, x);
        }
    }

    private static void RotateExactly(RgbImage source, RgbImage target, int degrees)
    {
        target.Resize(source.Width, source.Height);
        var (lastX, lastY) = (source.Width - 1, source.Height - 1);
        for (var y = 0; y <= lastY; y++)
        {
            var to = target.Row(y);
            for (var x = 0; x <= lastX; x++)
            {
                var (fromX, fromY) = degrees switch { 180 => (lastX - x, lastY - y), 90 => (lastX - y, x), _ => (y, lastY - x) };
                source.Row(fromY).Slice(fromX * RgbImage.Channels, RgbImage.Channels).CopyTo(to[(x * RgbImage.Channels)..]);
            }
        }
    }

    private static int Fixed(double value) => (int)Math.Floor((value * 65536) + 0.5);

    // Python's round(x, 15), which goes through the decimal digits.
    private static double Round15(double value)
    {
        Span<char> digits = stackalloc char[32];
        return value.TryFormat(digits, out var length, "F15", CultureInfo.InvariantCulture) ? double.Parse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture) : value;
    }

    /// <summary>x' = A x + B y + C, y' = D x + E y + F.</summary>
    internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
    {
        public bool IsScale => B == 0 && D == 0;

        public (double X, double Y) Place(double x, double y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);
    }
}
