using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace SeNetGen.Torch;

/// <summary>
/// A copy of libLibTorchSharp.so that loads beside an older libstdc++. TorchSharp's build requires version GLIBCXX_3.4.32 for a single
/// symbol, a marker that nothing calls; with that requirement marked weak, the dynamic loader accepts any libstdc++ from 3.4.30 on
/// (Debian 12, Ubuntu 22.04). The copy lies in a folder that only the user can write, is replaced atomically, and is compared by hash
/// before each use.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static partial class PatchedLibrary
{
    /// <summary>The requirement that is marked weak.</summary>
    internal const string Version = "GLIBCXX_3.4.32";

    private const ushort WeakFlag = 2;

    /// <summary>The library with its requirement marked weak.</summary>
    /// <param name="library">The library.</param>
    /// <returns>A changed copy; null when it has no such requirement.</returns>
    /// <exception cref="InvalidDataException">It is no 64-bit ELF library.</exception>
    public static byte[]? Patch(byte[] library)
    {
        var offset = ElfFile.Parse(library).FindVersionFlags(Version);
        if (offset < 0)
        {
            return null;
        }

        var patched = (byte[])library.Clone();
        var flags = patched.AsSpan((int)offset, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
        return patched;
    }

    /// <summary>The folders that may hold the copy, best first: the user's cache, then the temporary folder.</summary>
    public static IReadOnlyList<string> CandidateFolders()
    {
        var folders = new List<string>();
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetEnvironmentVariable("HOME");
        if (!string.IsNullOrEmpty(cache) && Path.IsPathRooted(cache))
        {
            folders.Add(Path.Combine(cache, "senetgen"));
        }
        else if (!string.IsNullOrEmpty(home) && Path.IsPathRooted(home))
        {
            folders.Add(Path.Combine(home, ".cache", "senetgen"));
        }

        folders.Add(Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"senetgen-{EffectiveUser()}")));
        return folders;
    }

    /// <summary>Sees to it that a folder holds the copy.</summary>
    /// <param name="folder">A folder, made if it is missing.</param>
    /// <param name="source">The original library's bytes, whose hash names the copy.</param>
    /// <param name="patched">The copy's bytes.</param>
    /// <returns>The copy's path.</returns>
    /// <exception cref="IOException">The folder cannot be written, or others can write it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static string Place(string folder, byte[] source, byte[] patched)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        CheckPrivate(folder);

        var path = Path.Combine(folder, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(source))[..32]}.so");
        if (Holds(path, patched))
        {
            return path;
        }

        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(patched);
                stream.Flush(flushToDisk: true);
            }

            // A rename is atomic: of two processes that write at once, the second replaces equal bytes by equal bytes.
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return Holds(path, patched) ? path : throw new IOException($"'{path}' does not hold what was written");
    }

    private static bool Holds(string path, byte[] expected)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return stream.Length == expected.Length && SHA256.HashData(stream).AsSpan().SequenceEqual(SHA256.HashData(expected));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static unsafe void CheckPrivate(string folder)
    {
        const int CurrentFolder = -100;
        const int NoFollow = 0x100;
        const uint BasicStats = 0x7ff;
        var buffer = stackalloc byte[256];
        if (Statx(CurrentFolder, folder, NoFollow, BasicStats, buffer) != 0)
        {
            throw new IOException($"'{folder}' cannot be examined");
        }

        // struct statx has the same layout on every architecture: stx_uid at 20, stx_mode at 28.
        var user = *(uint*)(buffer + 20);
        var mode = *(ushort*)(buffer + 28);
        const ushort FileType = 0xf000;
        const ushort FolderType = 0x4000;
        const ushort WritableByOthers = 0x12;
        if ((mode & FileType) != FolderType || user != EffectiveUser() || (mode & WritableByOthers) != 0)
        {
            throw new IOException($"'{folder}' is not a folder that you alone can write");
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* result);
}
