using System.Runtime.InteropServices;
using System.Text;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Data.Folders;

/// <summary>
/// Reads whole files into a buffer that it keeps. Where the system has POSIX's calls it reads by them, as .NET's own need a string and a handle for
/// each file; what they refuse is asked of .NET, which says why. One object serves one thread.
/// </summary>
internal sealed partial class FileBytes
{
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int Interrupted = 4;

    private byte[] _path = new byte[512];
    private byte[] _bytes = new byte[64 << 10];

    /// <summary>The bytes of <c>root/directory/name</c>, valid until the next call.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CorruptImageException">It is too large for one array.</exception>
    public ReadOnlySpan<byte> Read(string root, string directory, string name)
    {
        var length = OperatingSystem.IsLinux() ? ReadNative(root, directory, name) : -1;
        return _bytes.AsSpan(0, length >= 0 ? length : ReadManaged(Path.Combine(root, directory, name)));
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static unsafe partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    // The length, or -1 where anything is unusual.
    private unsafe int ReadNative(string root, string directory, string name)
    {
        WritePath(root, directory, name);
        int file;
        fixed (byte* path = _path)
        {
            file = Open(path, ReadOnlyCloseOnExec);
        }

        if (file < 0)
        {
            return -1;
        }

        try
        {
            var length = 0;
            while (true)
            {
                if (length == _bytes.Length)
                {
                    Grow(length + 1L);
                }

                nint count;
                fixed (byte* bytes = _bytes)
                {
                    count = Read(file, bytes + length, (nuint)(_bytes.Length - length));
                }

                if (count == 0)
                {
                    return length;
                }

                if (count > 0)
                {
                    length += (int)count;
                }
                else if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    return -1;
                }
            }
        }
        finally
        {
            _ = Close(file);
        }
    }

    private void WritePath(string root, string directory, string name)
    {
        var most = Encoding.UTF8.GetMaxByteCount(root.Length + directory.Length + name.Length + 3);
        if (_path.Length < most)
        {
            _path = new byte[most];
        }

        var end = 0;
        foreach (var part in (ReadOnlySpan<string>)[root, directory, name])
        {
            if (end > 0)
            {
                _path[end++] = (byte)'/';
            }

            end += Encoding.UTF8.GetBytes(part, _path.AsSpan(end));
        }

        _path[end] = 0;
    }

    private int ReadManaged(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        Grow(RandomAccess.GetLength(handle));
        var read = 0;
        while (read < _bytes.Length && RandomAccess.Read(handle, _bytes.AsSpan(read), read) is > 0 and var count)
        {
            read += count;
        }

        return read;
    }

    // Half as much again, so that a row of ever larger files does not allocate for each.
    private void Grow(long length)
    {
        if (length > Array.MaxLength)
        {
            throw new CorruptImageException("it is larger than 2 GB");
        }

        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(length + (length / 2), Array.MaxLength));
        }
    }
}
