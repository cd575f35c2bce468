using System.Runtime.InteropServices;

namespace SeNetGen.Images.Decoding;

/// <summary>The system's libturbojpeg, where there is one: the same pixels as Skia's decoder, which has no vector instructions on Linux, in half the time.</summary>
internal static unsafe class TurboJpegLibrary
{
    /// <summary>Set to <c>skia</c>, this variable leaves libturbojpeg alone.</summary>
    public const string Variable = "SENETGEN_JPEG_DECODER";

    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["turbojpeg.dll", "libturbojpeg.dll"] : OperatingSystem.IsMacOS() ? ["libturbojpeg.dylib", "libturbojpeg.0.dylib"] : ["libturbojpeg.so.0", "libturbojpeg.so"];

    private static readonly nint Handle = Load();

    /// <summary>Whether it can be called.</summary>
    public static bool IsPresent => Handle != 0;

    public static readonly delegate* unmanaged[Cdecl]<nint> InitDecompress = (delegate* unmanaged[Cdecl]<nint>)Export("tjInitDecompress");

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Destroy = (delegate* unmanaged[Cdecl]<nint, int>)Export("tjDestroy");

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int> DecompressHeader =
        (delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)Export("tjDecompressHeader3");

    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int> Decompress =
        (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte*, int, int, int, int, int, int>)Export("tjDecompress2");

    public static readonly delegate* unmanaged[Cdecl]<nint, int> ErrorCode = (delegate* unmanaged[Cdecl]<nint, int>)Export("tjGetErrorCode");

    private static nint Export(string name) => Handle == 0 ? 0 : NativeLibrary.GetExport(Handle, name);

    private static nint Load()
    {
        if (string.Equals(Environment.GetEnvironmentVariable(Variable), "skia", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        foreach (var name in Names)
        {
            // One from before 2.0 lacks the newest of the functions.
            if (NativeLibrary.TryLoad(name, out var handle) && NativeLibrary.TryGetExport(handle, "tjGetErrorCode", out _))
            {
                return handle;
            }
        }

        return 0;
    }
}
