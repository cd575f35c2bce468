using System.Runtime.InteropServices;

namespace SeNetGen.Torch;

/// <summary>
/// How many threads an operation uses unless the program says so. LibTorch takes one a physical core, whatever a container's quota is;
/// .NET knows the quota (cgroup's cpu.max), the processors that the process may run on, and <c>DOTNET_PROCESSOR_COUNT</c>.
/// More threads than processors wait for each other at the end of every operation.
/// </summary>
internal static unsafe class ThreadCount
{
    private static readonly string[] Variables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>The number.</summary>
    /// <param name="ofLibTorch">What LibTorch would take.</param>
    /// <param name="processors">What .NET counts.</param>
    /// <param name="isSet">Whether an environment variable is set: a number of the user's wins, and LibTorch has read it.</param>
    public static int Choose(int ofLibTorch, int processors, Predicate<string> isSet) =>
        Variables.Any(name => isSet(name)) ? ofLibTorch : Math.Min(ofLibTorch, processors);

    /// <summary>Sets the number. Does nothing where LibTorch's C++ functions go by other names, as on Windows.</summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    public static void Limit(nint library)
    {
        // at::get_num_threads() and at::set_num_threads(int).
        if (NativeLibrary.TryGetExport(library, "_ZN2at15get_num_threadsEv", out var get)
            && NativeLibrary.TryGetExport(library, "_ZN2at15set_num_threadsEi", out var set))
        {
            var found = ((delegate* unmanaged<int>)get)();
            var count = Choose(found, Environment.ProcessorCount, name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
            if (count != found)
            {
                ((delegate* unmanaged<int, void>)set)(count);
            }
        }
    }
}
