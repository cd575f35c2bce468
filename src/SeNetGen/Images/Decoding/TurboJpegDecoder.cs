using System.Runtime.InteropServices;

namespace SeNetGen.Images.Decoding;

/// <summary>Decodes JPEGs by libturbojpeg, straight into the image's buffer. One object serves one thread.</summary>
internal sealed unsafe class TurboJpegDecoder : IDisposable
{
    private const int PixelFormatRgb = 0;
    private const int Cmyk = 3;
    private const int WarningCode = 0;

    private nint _handle = TurboJpegLibrary.InitDecompress();

    /// <summary>Decodes a whole JPEG.</summary>
    /// <returns>False when this library cannot: another colour space, or a file that is no JPEG; Skia then has the last word.</returns>
    /// <exception cref="CorruptImageException">The image is too large.</exception>
    public bool TryDecode(byte* data, int length, RgbImage target)
    {
        if (_handle == 0)
        {
            return false;
        }

        int width, height, subsampling, colours;
        var size = new CULong((nuint)length);
        if (TurboJpegLibrary.DecompressHeader(_handle, data, size, &width, &height, &subsampling, &colours) != 0 || colours >= Cmyk)
        {
            return false;
        }

        ImageDecoder.RequireSize(width, height);
        target.Resize(width, height);
        fixed (byte* pixels = target.Pixels)
        {
            var result = TurboJpegLibrary.Decompress(_handle, data, size, pixels, width, width * RgbImage.Channels, height, PixelFormatRgb, 0);
            // A warning tells of damage that libjpeg, and so Pillow, decodes over.
            return result == 0 || TurboJpegLibrary.ErrorCode(_handle) == WarningCode;
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = TurboJpegLibrary.Destroy(_handle);
            _handle = 0;
        }
    }
}
