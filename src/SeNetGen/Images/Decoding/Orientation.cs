namespace SeNetGen.Images.Decoding;

/// <summary>Turns an image as its EXIF orientation says.</summary>
internal static class Orientation
{
    /// <summary>Nothing to turn.</summary>
    public const int Upright = 1;

    /// <summary>Writes the image that a viewer shows.</summary>
    /// <param name="source">The image as stored.</param>
    /// <param name="target">Takes the turned image; another object.</param>
    /// <param name="orientation">1 to 8, as EXIF numbers them: from 5 on the sides change places.</param>
    public static void Apply(RgbImage source, RgbImage target, int orientation)
    {
        var (width, height) = (source.Width, source.Height);
        var isTransposed = orientation >= 5;
        target.Resize(isTransposed ? height : width, isTransposed ? width : height);
        var from = source.Span;
        for (var y = 0; y < target.Height; y++)
        {
            var row = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var (sourceX, sourceY) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    8 => (width - 1 - y, x),
                    _ => (x, y),
                };
                from.Slice(((sourceY * width) + sourceX) * RgbImage.Channels, RgbImage.Channels).CopyTo(row[(x * RgbImage.Channels)..]);
            }
        }
    }
}
