using System.Runtime.InteropServices;

namespace SeNetGen.Checkpoints;

/// <summary>Writes a file so that at every moment, a power cut included, the name holds the whole old or the whole new file.</summary>
internal static partial class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to disk, renames it, and flushes the folder.</summary>
    /// <exception cref="SenetException">The file cannot be written; what was there stays.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new SenetException($"'{path}' cannot be written: {error.Message} Earlier files are untouched.");
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; the next save overwrites the leftover.
        }
    }

    // A rename is only safe from a power cut once the folder itself is on disk. Windows does that by itself.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFolder(folder, 0);
        if (descriptor >= 0)
        {
            // Some file systems cannot flush a folder; the file is whole all the same.
            _ = Synchronise(descriptor);
            _ = CloseDescriptor(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);
}
