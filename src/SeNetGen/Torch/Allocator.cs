using System.Runtime.InteropServices;

namespace SeNetGen.Torch;

/// <summary>The C library's allocator.</summary>
internal static partial class Allocator
{
    /// <summary>
    /// Keeps freed memory in the process. By default glibc maps every large block anew and gives it back when freed, so each feature map
    /// of each step is paid for in page faults: half the time of a small training step. A setting of the user's wins.
    /// </summary>
    public static void Tune()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var library) || !NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _))
        {
            return;
        }

        const int TrimThreshold = -1;
        const int TopPad = -2;
        const int MmapMax = -4;
        Set(MmapMax, 0, "MALLOC_MMAP_MAX_");
        Set(TrimThreshold, int.MaxValue, "MALLOC_TRIM_THRESHOLD_");
        Set(TopPad, 64 << 20, "MALLOC_TOP_PAD_");
    }

    private static void Set(int parameter, int value, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
        {
            _ = Mallopt(parameter, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
