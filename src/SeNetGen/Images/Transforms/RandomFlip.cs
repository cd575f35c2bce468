using System.Runtime.Intrinsics;

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
        // Five pixels at a time in a vector of sixteen bytes: the last pixel goes alone, so that no load reads past the row, and the
        // sixteenth byte that is stored is written again by what follows.
        var reversed = Vector128.Create((byte)12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2, 15);
        from[^RgbImage.Channels..].CopyTo(to);
        var (a, b) = (RgbImage.Channels, from.Length - (2 * RgbImage.Channels));
        for (; b >= 4 * RgbImage.Channels && a + Vector128<byte>.Count <= to.Length; a += 5 * RgbImage.Channels, b -= 5 * RgbImage.Channels)
        {
            Vector128.Shuffle(Vector128.Create(from.Slice(b - (4 * RgbImage.Channels), Vector128<byte>.Count)), reversed).CopyTo(to[a..]);
        }

        for (; b >= 0; a += RgbImage.Channels, b -= RgbImage.Channels)
        {
            from.Slice(b, RgbImage.Channels).CopyTo(to[a..]);
        }
    }
}
