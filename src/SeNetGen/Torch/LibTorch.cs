using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace SeNetGen.Torch;

/// <summary>
/// Loads LibTorch, once, when the first tensor or layer is made. On systems whose libstdc++ is older than TorchSharp's native library asks
/// for, it loads a copy with that requirement marked weak. <c>SENETGEN_LIBTORCH</c> names a LibTorch elsewhere, for programs built
/// without one.
/// </summary>
public static class LibTorch
{
    private const string Bridge = "LibTorchSharp";
    private static readonly Lock Gate = new();
    private static volatile bool _isLoaded;
    private static SenetException? _failure;
    private static nint _bridgeHandle;

    /// <summary>The version of LibTorch that TorchSharp is built for, known without loading it.</summary>
    public static string Version => "2.10.0";

    /// <summary>Whether LibTorch is loaded.</summary>
    public static bool IsLoaded => _isLoaded;

    /// <summary>The handle of libtorch_cpu, for its C functions; 0 where this class did not load it itself.</summary>
    internal static nint CpuHandle { get; private set; }

    /// <summary>Loads LibTorch unless it is loaded. Every layer does so by itself; a program that calls TorchSharp first may call it.</summary>
    /// <exception cref="SenetException">LibTorch cannot be loaded, why, and what helps.</exception>
    public static void EnsureLoaded()
    {
        if (!_isLoaded)
        {
            Load();
        }
    }

    /// <summary>Sets how many threads an operation may use. Same seed, same threads, same results.</summary>
    /// <param name="count">At least 1.</param>
    public static void SetThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        EnsureLoaded();
        torch.set_num_threads(count);
    }

    /// <summary>How many threads an operation may use.</summary>
    public static int Threads
    {
        get
        {
            EnsureLoaded();
            return torch.get_num_threads();
        }
    }

    /// <summary>
    /// Stands by for TorchSharp's own search: where that fails, the runtime asks here before TorchSharp would begin to copy packages about.
    /// Costs nothing until then.
    /// </summary>
#pragma warning disable CA2255 // A library's initializer is right here: TorchSharp may be called before any member of this library.
    [ModuleInitializer]
    internal static void StandBy() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
        name == Bridge && assembly.GetName().Name == "TorchSharp" ? ResolveBridge() : 0;
#pragma warning restore CA2255

    private static nint ResolveBridge()
    {
        try
        {
            EnsureLoaded();
            return _bridgeHandle;
        }
        catch (SenetException)
        {
            // TorchSharp goes on to copy 480 MB out of the package cache unless it finds none; the failure is told by the next call.
            Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(AppContext.BaseDirectory, "no-packages"));
            return 0;
        }
    }

    private static void Load()
    {
        lock (Gate)
        {
            if (_isLoaded)
            {
                return;
            }

            if (_failure is not null)
            {
                throw new SenetException(_failure.Message, _failure);
            }

            try
            {
                LoadLibraries();
            }
            catch (SenetException failure)
            {
                _failure = failure;
                throw;
            }

            _isLoaded = true;
        }
    }

    private static void LoadLibraries()
    {
        // A setting that cannot be read is told before anything else is done.
        _ = FastPaths.On;
        var cpu = FileName("torch_cpu");
        var ownFolder = NativeFolders.Find(cpu);
        var bridgeFolder = NativeFolders.Find(FileName(Bridge));
        var external = Environment.GetEnvironmentVariable(ExternalLibTorch.Variable);
        var folder = string.IsNullOrEmpty(external) ? ownFolder : ExternalLibTorch.Resolve(external, ownFolder, cpu);

        if (folder is null)
        {
            throw new SenetException($"this program was built without LibTorch ({cpu} is not beside it): set {ExternalLibTorch.Variable} to the folder of a LibTorch {Version}, or build with -p:TorchBackend=cpu");
        }

        if (bridgeFolder is null)
        {
            throw new SenetException($"{FileName(Bridge)}, TorchSharp's native library, is not beside the program in '{AppContext.BaseDirectory}': build the program for one system (RuntimeIdentifier), or copy the file there");
        }

        var bridge = Path.Combine(bridgeFolder, FileName(Bridge));
        if (OperatingSystem.IsLinux())
        {
            if (!string.IsNullOrEmpty(external))
            {
                ExternalLibTorch.CheckSymbols(folder, bridge);
            }

            if (FastPaths.Has(FastPath.Allocator))
            {
                Allocator.Tune();
            }
        }

        CpuHandle = LoadFile(Path.Combine(folder, cpu));
        foreach (var name in new[] { "c10_cuda", "torch_cuda", "torch" })
        {
            var path = Path.Combine(folder, FileName(name));
            if (File.Exists(path))
            {
                LoadFile(path);
            }
        }

        Nnpack.Disable(CpuHandle);
        ThreadCount.Limit(CpuHandle);
        _bridgeHandle = LoadBridge(bridge);
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == Bridge ? _bridgeHandle : 0);
        }
        catch (InvalidOperationException)
        {
            // Someone else resolves TorchSharp's imports; the library is loaded, so theirs finds it by name.
        }
    }

    private static nint LoadBridge(string path)
    {
        if (TryLoad(path, out var handle, out var reason))
        {
            return handle;
        }

        if (!OperatingSystem.IsLinux() || !reason.Contains(PatchedLibrary.Version, StringComparison.Ordinal))
        {
            throw CannotLoad(path, reason);
        }

        var source = File.ReadAllBytes(path);
        byte[]? patched;
        try
        {
            patched = PatchedLibrary.Patch(source);
        }
        catch (InvalidDataException exception)
        {
            throw CannotLoad(path, exception.Message);
        }

        if (patched is null)
        {
            throw CannotLoad(path, reason);
        }

        var tried = new List<string>();
        foreach (var folder in PatchedLibrary.CandidateFolders())
        {
            try
            {
                var copy = PatchedLibrary.Place(folder, source, patched);
                if (TryLoad(copy, out handle, out reason))
                {
                    return handle;
                }

                tried.Add(reason);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                tried.Add($"{folder}: {exception.Message}");
            }
        }

        throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"TorchSharp's native library asks for {PatchedLibrary.Version}, which this system's libstdc++ lacks, and no copy without that requirement could be used: {string.Join("; ", tried)}. Make one of these folders writable, or install the libstdc++ of GCC 13.2 or later"));
    }

    private static nint LoadFile(string path) => TryLoad(path, out var handle, out var reason) ? handle : throw CannotLoad(path, reason);

    private static SenetException CannotLoad(string path, string reason) => new($"cannot load '{path}': {reason}");

    private static bool TryLoad(string path, out nint handle, out string reason)
    {
        try
        {
            handle = NativeLibrary.Load(path);
            reason = "";
            return true;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            handle = 0;
            reason = exception.Message.ReplaceLineEndings(" ").Trim();
            return false;
        }
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? library + ".dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}
