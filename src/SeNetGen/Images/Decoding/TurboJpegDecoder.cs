using System.Runtime.InteropServices;

namespace SeNetGen.Images.Decoding;

/// <summary>Decodes JPEGs by libturbojpeg, straight into the image's buffer. One object serves one thread.</summary>
internal sealed unsafe class TurboJpegDecoder : IDisposable
{
    private const int PixelFormatRgb = 0;
    private const int Cmyk = 3;
    private const int WarningCode = 0;

    private byte[] _copy = [];
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

    /// <summary>
    /// Decodes the upper rows of a sequential JPEG. The library has no call for it, but a file that says it has fewer rows is decoded to them, and the rest is passed over with a warning.
    /// </summary>
    /// <returns>As <see cref="TryDecode"/>.</returns>
    public bool TryDecodeRows(ReadOnlySpan<byte> data, JpegHeader header, int rows, RgbImage target)
    {
        if (rows == header.Height)
        {
            fixed (byte* bytes = data)
            {
                return TryDecode(bytes, data.Length, target);
            }
        }

        if (_copy.Length < data.Length)
        {
            _copy = new byte[Math.Min(data.Length + (data.Length / 2), Array.MaxLength)];
        }

        data.CopyTo(_copy);
        header.SetHeight(_copy, rows);
        fixed (byte* bytes = _copy)
        {
            return TryDecode(bytes, data.Length, target);
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
