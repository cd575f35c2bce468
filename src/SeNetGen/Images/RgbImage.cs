namespace SeNetGen.Images;

/// <summary>
/// Pixels of one image: [height, width, 3], red first, 0 to 255. A buffer that serves one image after another: it grows to the largest and
/// then allocates nothing more. Not to be shared between threads.
/// </summary>
public sealed class RgbImage
{
    /// <summary>Values a pixel.</summary>
    public const int Channels = 3;

    private byte[] _pixels = [];

    /// <summary>An image without pixels.</summary>
    public RgbImage()
    {
    }

    /// <summary>An image of this size; its pixels are 0.</summary>
    public RgbImage(int width, int height) => Resize(width, height);

    /// <summary>Columns.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Number of bytes of the image: the first ones of <see cref="Pixels"/>.</summary>
    public int Length => Width * Height * Channels;

    /// <summary>The buffer, of at least <see cref="Length"/> bytes; those from there on mean nothing.</summary>
    public byte[] Pixels => _pixels;

    /// <summary>The image's bytes.</summary>
    public Span<byte> Span => _pixels.AsSpan(0, Length);

    /// <summary>Gives the image another size. Its pixels mean nothing afterwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1, or the image has more bytes than an array holds.</exception>
    public void Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var length = (long)width * height * Channels;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(height));
        if (length > _pixels.Length)
        {
            _pixels = new byte[length];
        }

        Width = width;
        Height = height;
    }

    /// <summary>The bytes of one row.</summary>
    public Span<byte> Row(int y) => Span.Slice(y * Width * Channels, Width * Channels);

    /// <summary>Makes this image equal to another.</summary>
    public void CopyFrom(RgbImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize(source.Width, source.Height);
        source.Span.CopyTo(Span);
    }
}
