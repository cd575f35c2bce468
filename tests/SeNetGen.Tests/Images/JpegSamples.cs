using System.Runtime.InteropServices;
using SeNetGen.Images;
using SkiaSharp;

namespace SeNetGen.Tests.Images;

/// <summary>JPEGs of every chroma subsampling: Skia's encoder writes the common ones, libturbojpeg's, where the system has it, the rare ones.</summary>
internal static unsafe class JpegSamples
{
    /// <summary>Name and number of what <see cref="Encode"/> writes here.</summary>
    public static IEnumerable<string> Subsamplings => NativeLibrary.TryLoad("libturbojpeg.so.0", out _) ? ["444", "422", "420", "grey", "440", "411"] : ["444", "422", "420", "grey"];

    /// <summary>Encodes an image at quality 92.</summary>
    public static byte[] Encode(RgbImage image, string subsampling) => subsampling switch
    {
        "440" => EncodeByTurbo(image, 4),
        "411" => EncodeByTurbo(image, 5),
        "grey" => EncodeBySkia(image, SKColorType.Gray8, SKJpegEncoderDownsample.Downsample420),
        _ => EncodeBySkia(image, SKColorType.Rgba8888, Enum.Parse<SKJpegEncoderDownsample>("Downsample" + subsampling)),
    };

    private static byte[] EncodeBySkia(RgbImage image, SKColorType type, SKJpegEncoderDownsample subsampling)
    {
        using var bitmap = new SKBitmap(image.Width, image.Height, type, SKAlphaType.Opaque);
        var to = bitmap.GetPixelSpan();
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                if (type == SKColorType.Gray8)
                {
                    to[(y * bitmap.RowBytes) + x] = row[3 * x];
                }
                else
                {
                    row.Slice(3 * x, 3).CopyTo(to[((y * bitmap.RowBytes) + (4 * x))..]);
                    to[(y * bitmap.RowBytes) + (4 * x) + 3] = 255;
                }
            }
        }

        using var pixels = bitmap.PeekPixels();
        using var data = pixels!.Encode(new SKJpegEncoderOptions(92, subsampling, SKJpegEncoderAlphaOption.Ignore));
        return data!.ToArray();
    }

    private static byte[] EncodeByTurbo(RgbImage image, int subsampling)
    {
        var handle = tjInitCompress();
        byte* written = null;
        CULong length;
        fixed (byte* pixels = image.Span)
        {
            Assert.Equal(0, tjCompress2(handle, pixels, image.Width, 0, image.Height, 0, &written, &length, subsampling, 92, 0));
        }

        var bytes = new ReadOnlySpan<byte>(written, (int)length.Value).ToArray();
        tjFree(written);
        _ = tjDestroy(handle);
        return bytes;
    }

    [DllImport("libturbojpeg.so.0")]
    private static extern nint tjInitCompress();

    [DllImport("libturbojpeg.so.0")]
    private static extern int tjCompress2(nint handle, byte* pixels, int width, int pitch, int height, int format, byte** written, CULong* length, int subsampling, int quality, int flags);

    [DllImport("libturbojpeg.so.0")]
    private static extern void tjFree(byte* buffer);

    [DllImport("libturbojpeg.so.0")]
    private static extern int tjDestroy(nint handle);
}
