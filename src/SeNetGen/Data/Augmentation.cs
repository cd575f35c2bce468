using SeNetGen.Images;

namespace SeNetGen.Data;

/// <summary>Changes to training images, drawn anew for each image of each epoch.</summary>
/// <param name="CropPadding">Black pixels added at each side before a crop of the image's size at a random place; 0 crops nothing.</param>
/// <param name="Hflip">Probability of mirroring left and right.</param>
public sealed record Augmentation(int CropPadding = 0, double Hflip = 0)
{
    /// <summary>Leaves images as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Whether images are left as they are.</summary>
    public bool IsNone => CropPadding == 0 && Hflip == 0;

    /// <summary>Writes an image, cropped and mirrored by chance.</summary>
    /// <param name="source">[height, width, channels].</param>
    /// <param name="target">The same size.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Values a pixel.</param>
    /// <param name="random">The image's random numbers.</param>
    internal void Apply(ReadOnlySpan<byte> source, Span<byte> target, int height, int width, int channels, RandomStream random)
    {
        // Three draws whatever the settings, so that one setting does not change what another draws.
        var span = (2 * CropPadding) + 1;
        var top = random.Below(span) - CropPadding;
        var left = random.Below(span) - CropPadding;
        var mirror = random.Uniform() < Hflip;
        var row = width * channels;
        var first = Math.Max(0, -left);
        var end = Math.Min(width, width - left);
        for (var y = 0; y < height; y++)
        {
            var to = target.Slice(y * row, row);
            var from = y + top;
            if (from < 0 || from >= height || first >= end)
            {
                to.Clear();
                continue;
            }

            to[..(first * channels)].Clear();
            source.Slice((from * row) + ((first + left) * channels), (end - first) * channels).CopyTo(to[(first * channels)..]);
            to[(end * channels)..].Clear();
            if (mirror)
            {
                Mirror(to, width, channels);
            }
        }
    }

    private static void Mirror(Span<byte> row, int width, int channels)
    {
        if (channels == 1)
        {
            row.Reverse();
            return;
        }

        for (int a = 0, b = width - 1; a < b; a++, b--)
        {
            for (var c = 0; c < channels; c++)
            {
                (row[(a * channels) + c], row[(b * channels) + c]) = (row[(b * channels) + c], row[(a * channels) + c]);
            }
        }
    }
}
