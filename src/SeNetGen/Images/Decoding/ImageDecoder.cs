using SeNetGen.Images.Resampling;

namespace SeNetGen.Images.Decoding;

/// <summary>
/// Decodes JPEG, PNG, WebP, BMP and GIF (the first picture) to the pixels that Pillow's <c>convert('RGB')</c> gives: alpha dropped without
/// premultiplying, colour profiles ignored. The content decides the kind, not the name. JPEGs go through the system's libturbojpeg where
/// there is one, all else through Skia, with equal pixels. Two kinds differ from Pillow: grey PNGs of 16 bits give their upper 8, where Pillow
/// cuts all above 255 off, and transparent pixels of GIFs are black, where Pillow shows the colour that the palette hides there.
/// One object serves one thread, and keeps its buffers.
/// </summary>
public sealed class ImageDecoder : IDisposable
{
    /// <summary>Images of more pixels are refused by their header, before memory is taken for them.</summary>
    public const long MostPixels = 100_000_000;

    private readonly TurboJpegDecoder? _turbo;
    private readonly SkiaDecoder _skia = new();
    private readonly RgbImage _stored = new();

    /// <summary>A decoder with what the system has.</summary>
    public ImageDecoder()
        : this(useTurboJpeg: true)
    {
    }

    /// <summary>A decoder that may leave libturbojpeg alone.</summary>
    /// <param name="useTurboJpeg">Decodes JPEGs by it where the system has it.</param>
    public ImageDecoder(bool useTurboJpeg) => _turbo = useTurboJpeg && TurboJpegLibrary.IsPresent ? new TurboJpegDecoder() : null;

    /// <summary>What decodes JPEGs here: <c>libturbojpeg</c> or <c>skia</c>.</summary>
    public static string JpegDecoder => TurboJpegLibrary.IsPresent ? "libturbojpeg" : "skia";

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="target">Takes the pixels, and their size; they mean nothing after an error.</param>
    /// <param name="exifTranspose">Turns the image as its EXIF orientation says; else that is ignored, as torchvision and MindCV do.</param>
    /// <exception cref="CorruptImageException">No image, one that is damaged beyond decoding or cut off, or one of more than <see cref="MostPixels"/>.</exception>
    public unsafe void Decode(ReadOnlySpan<byte> data, RgbImage target, bool exifTranspose = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        var kind = FileContent.KindOf(data);
        if (kind == ContentKind.Unknown)
        {
            throw new CorruptImageException(data.IsEmpty ? "it is empty" : "it is none of JPEG, PNG, WebP, BMP and GIF");
        }

        fixed (byte* bytes = data)
        {
            var orientation = !exifTranspose ? Orientation.Upright : kind == ContentKind.Png ? PngOrientation.Read(data) : SkiaDecoder.ReadOrientation(bytes, data.Length);
            var stored = orientation == Orientation.Upright ? target : _stored;
            DecodeStored(kind, bytes, data.Length, stored);
            if (orientation != Orientation.Upright)
            {
                Orientation.Apply(stored, target, orientation);
            }
        }
    }

    /// <summary>The size of an image that <see cref="DecodePart"/> can decode a part of with less work than the whole: a sequential JPEG of one or three colours, as cameras write them.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="width">Columns, as stored.</param>
    /// <param name="height">Rows, as stored.</param>
    /// <returns>False for any other file, an orderly one or not.</returns>
    /// <exception cref="CorruptImageException">It is cut off, or has no pixels or more than <see cref="MostPixels"/>.</exception>
    public static bool TryReadSize(ReadOnlySpan<byte> data, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (FileContent.KindOf(data) != ContentKind.Jpeg)
        {
            return false;
        }

        var header = JpegHeader.Read(data);
        RequireWhole(header);
        if (!header.IsSequential)
        {
            return false;
        }

        RequireSize(header.Width, header.Height);
        (width, height) = (header.Width, header.Height);
        return true;
    }

    /// <summary>Decodes a part of an image whose size <see cref="TryReadSize"/> told; its pixels are those of the whole image, without EXIF orientation.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="part">The part.</param>
    /// <param name="target">Takes the part and what comes with it; the pixels around the part mean nothing.</param>
    /// <returns>Where the part lies in <paramref name="target"/>.</returns>
    /// <exception cref="CorruptImageException">As <see cref="Decode"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not inside of the image.</exception>
    public unsafe CropRectangle DecodePart(ReadOnlySpan<byte> data, CropRectangle part, RgbImage target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var header = JpegHeader.Read(data);
        if (!part.IsInside(header.Width, header.Height))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, $"The part is empty or not inside of the image of {header.Width} x {header.Height}.");
        }

        if (_turbo is not null && _turbo.TryDecodeRows(data, header, header.RowsFor(part.Top + part.Height), target))
        {
            return part;
        }

        fixed (byte* bytes = data)
        {
            if (_skia.TryDecodePart(bytes, data.Length, part, target, out var place))
            {
                return place;
            }

            _skia.Decode(bytes, data.Length, target);
            return part;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo?.Dispose();
        _skia.Dispose();
    }

    internal static void RequireSize(int width, int height)
    {
        if (width < 1 || height < 1)
        {
            throw new CorruptImageException("its header gives it no pixels");
        }

        if ((long)width * height > MostPixels)
        {
            throw new CorruptImageException(FormattableString.Invariant($"its header gives it {width} x {height} pixels, more than 100 megapixels"));
        }
    }

    private unsafe void DecodeStored(ContentKind kind, byte* bytes, int length, RgbImage target)
    {
        if (kind == ContentKind.Jpeg)
        {
            RequireWhole(JpegHeader.Read(new ReadOnlySpan<byte>(bytes, length)));
            if (_turbo is not null && _turbo.TryDecode(bytes, length, target))
            {
                return;
            }
        }

        _skia.Decode(bytes, length, target);
    }

    private static void RequireWhole(JpegHeader header)
    {
        if (!header.IsWhole)
        {
            throw new CorruptImageException("it is cut off");
        }
    }
}
