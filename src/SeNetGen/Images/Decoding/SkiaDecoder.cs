using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SeNetGen.Images.Resampling;
using SkiaSharp;

namespace SeNetGen.Images.Decoding;

/// <summary>Decodes every kind of file by Skia, which brings its own decoders on every system. One object serves one thread.</summary>
internal sealed unsafe class SkiaDecoder : IDisposable
{
    private const int BytesPerPixel = 4;

    // Pixels around a part that chroma is interpolated from.
    private const int Margin = 2;

    // Skia writes four bytes a pixel, more than the image takes: they lie here first.
    private byte* _scratch;
    private nuint _scratchLength;

    /// <summary>Finds Skia's native library, which a program may have been published without.</summary>
    /// <exception cref="SenetException">It is not there.</exception>
    public static void RequireLibrary()
    {
        try
        {
            _ = SkiaSharpVersion.Native;
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new SenetException("image files are read by SkiaSharp, whose native library is not beside this program: the .NET tool leaves it out; run a project that references SeNetGen.App (README, 'In a project of your own')");
        }
    }

    /// <summary>Decodes a file's first image.</summary>
    /// <exception cref="CorruptImageException">It cannot be decoded whole, or is too large.</exception>
    public void Decode(byte* data, int length, RgbImage target)
    {
        using var wrapped = SKData.Create((nint)data, length);
        using var codec = Open(wrapped);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        ImageDecoder.RequireSize(width, height);
        // Without a colour space Skia converts no colours, and what is not premultiplied keeps its colours where it is transparent.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        Reserve((nuint)width * (nuint)height * BytesPerPixel);
        var result = codec.GetPixels(info, (nint)_scratch);
        if (result != SKCodecResult.Success)
        {
            throw new CorruptImageException(result == SKCodecResult.IncompleteInput ? "it is cut off" : "its data are damaged");
        }

        target.Resize(width, height);
        Pack(_scratch, target.Span);
    }

    /// <summary>Decodes a part of a sequential JPEG.</summary>
    /// <param name="data">The file.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="part">The part, inside of the image.</param>
    /// <param name="target">Takes it, with a margin.</param>
    /// <param name="place">Where it lies in <paramref name="target"/>.</param>
    /// <returns>False when the file cannot be decoded in parts.</returns>
    /// <exception cref="CorruptImageException">It cannot be decoded.</exception>
    public bool TryDecodePart(byte* data, int length, CropRectangle part, RgbImage target, out CropRectangle place)
    {
        using var wrapped = SKData.Create((nint)data, length);
        using var codec = Open(wrapped);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        // What lies beside the part is interpolated as if the image ended there, so that the margin's border differs from the whole image's, the part does not.
        var left = Math.Max(0, part.Left - Margin);
        var top = Math.Max(0, part.Top - Margin);
        var columns = Math.Min(width, part.Left + part.Width + Margin) - left;
        var rows = Math.Min(height, part.Top + part.Height + Margin) - top;
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        place = part with { Left = part.Left - left, Top = part.Top - top };
        if (codec.StartScanlineDecode(info, new SKCodecOptions(SKRectI.Create(left, 0, columns, height))) != SKCodecResult.Success)
        {
            return false;
        }

        Reserve((nuint)columns * (nuint)rows * BytesPerPixel);
        if ((top > 0 && !codec.SkipScanlines(top)) || codec.GetScanlines((nint)_scratch, rows, columns * BytesPerPixel) != rows)
        {
            throw new CorruptImageException("its data are damaged");
        }

        target.Resize(columns, rows);
        Pack(_scratch, target.Span);
        return true;
    }

    /// <summary>How EXIF says the image is to be turned: 1 to 8.</summary>
    public static int ReadOrientation(byte* data, int length)
    {
        using var wrapped = SKData.Create((nint)data, length);
        using var codec = Open(wrapped);
        return (int)codec.EncodedOrigin;
    }

    public void Dispose()
    {
        NativeMemory.Free(_scratch);
        _scratch = null;
        _scratchLength = 0;
    }

    private static SKCodec Open(SKData data) => SKCodec.Create(data) ?? throw new CorruptImageException("its header cannot be read");

    private void Reserve(nuint length)
    {
        if (length > _scratchLength)
        {
            NativeMemory.Free(_scratch);
            _scratch = null;
            _scratchLength = 0;
            _scratch = (byte*)NativeMemory.Alloc(length);
            _scratchLength = length;
        }
    }

    private static void Pack(byte* source, Span<byte> target)
    {
        var pixels = target.Length / RgbImage.Channels;
        var pixel = 0;
        fixed (byte* to = target)
        {
            // Four pixels at once; the store writes four bytes more than they are, which the next one overwrites.
            var order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);
            for (; pixel + 6 <= pixels; pixel += 4)
            {
                Vector128.Shuffle(Vector128.Load(source + ((nuint)pixel * BytesPerPixel)), order).Store(to + (pixel * RgbImage.Channels));
            }

            for (; pixel < pixels; pixel++)
            {
                for (var c = 0; c < RgbImage.Channels; c++)
                {
                    to[(pixel * RgbImage.Channels) + c] = source[((nuint)pixel * BytesPerPixel) + (nuint)c];
                }
            }
        }
    }
}
