using Microsoft.Win32.SafeHandles;

namespace SeNetGen.Checkpoints;

/// <summary>Bytes of a file.</summary>
/// <param name="Start">The first one's place in the file.</param>
/// <param name="Length">How many.</param>
internal readonly record struct ByteRange(long Start, long Length);

/// <summary>
/// A file, read at any place straight into the caller's memory. It is not mapped: mapped pages count as resident memory beside the tensors
/// they are copied to, and a file that is cut while it is read ends the process instead of giving an error.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle _handle;

    private FileBytes(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="SenetException">No such file, a folder, or one that cannot be read.</exception>
    public static FileBytes Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return new FileBytes(path, handle);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SenetException($"'{path}' does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            handle?.Dispose();
            throw new SenetException(Directory.Exists(path) ? $"'{path}' is a folder: give a file in it" : $"'{path}' cannot be read: {error.Message}");
        }
    }

    /// <summary>Reads all of a range that lies in the file.</summary>
    /// <exception cref="SenetException">The file cannot be read, or has become shorter.</exception>
    public void Read(long start, Span<byte> target)
    {
        try
        {
            while (target.Length > 0)
            {
                var read = RandomAccess.Read(_handle, target, start);
                if (read == 0)
                {
                    throw new SenetException($"'{Path}' became shorter while it was read: copy it again");
                }

                start += read;
                target = target[read..];
            }
        }
        catch (IOException error)
        {
            throw new SenetException($"'{Path}' cannot be read: {error.Message}");
        }
    }

    /// <summary>As <see cref="Read(long, Span{byte})"/>, into an array; the caller has checked the length against the file.</summary>
    public byte[] Read(ByteRange range)
    {
        var bytes = new byte[checked((int)range.Length)];
        Read(range.Start, bytes);
        return bytes;
    }

    public void Dispose() => _handle.Dispose();
}
