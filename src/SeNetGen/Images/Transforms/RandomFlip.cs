namespace SeNetGen.Images.Transforms;

/// <summary>Mirrors an image left to right, and top to bottom, each with a probability (torchvision's, timm's and MindCV's <c>hflip</c> and <c>vflip</c>).</summary>
/// <param name="horizontal">Probability of mirroring left and right.</param>
/// <param name="vertical">Probability of mirroring top and bottom.</param>
public sealed class RandomFlip(double horizontal, double vertical = 0) : IImageTransform
{
    /// <inheritdoc/>
    public void Apply(RgbImage source, RgbImage target, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        // Two draws whatever the settings, so that one setting does not change what another draws.
        var mirrorsRows = random.Chance(horizontal);
        var mirrorsColumns = random.Chance(vertical);
        target.Resize(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            var from = source.Row(mirrorsColumns ? source.Height - 1 - y : y);
            if (mirrorsRows)
            {
                Mirror(from, target.Row(y));
            }
            else
            {
                from.CopyTo(target.Row(y));
            }
        }
    }

    private static void Mirror(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int a = 0, b = from.Length - RgbImage.Channels; b >= 0; a += RgbImage.Channels, b -= RgbImage.Channels)
        {
            to[a] = from[b];
            to[a + 1] = from[b + 1];
            to[a + 2] = from[b + 2];
        }
    }
}
