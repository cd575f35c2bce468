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
        : this(useTurboJpeg: TurboJpegLibrary.IsPresent)
    {
    }

    internal ImageDecoder(bool useTurboJpeg) => _turbo = useTurboJpeg ? new TurboJpegDecoder() : null;

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
            Decode(kind, bytes, data.Length, stored);
            if (orientation != Orientation.Upright)
            {
                Orientation.Apply(stored, target, orientation);
            }
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

    private unsafe void Decode(ContentKind kind, byte* bytes, int length, RgbImage target)
    {
        if (kind == ContentKind.Jpeg)
        {
            if (!FileContent.IsWholeJpeg(new ReadOnlySpan<byte>(bytes, length)))
            {
                throw new CorruptImageException("it is cut off");
            }

            if (_turbo is not null && _turbo.TryDecode(bytes, length, target))
            {
                return;
            }
        }

        _skia.Decode(bytes, length, target);
    }
}
