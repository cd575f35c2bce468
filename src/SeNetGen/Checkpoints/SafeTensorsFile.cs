using System.Buffers.Binary;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its sizes; empty for a scalar.</param>
/// <param name="Offset">Where its bytes start, counted from the end of the header.</param>
/// <param name="Length">Number of its bytes.</param>
public sealed record SafeTensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Offset, long Length);

/// <summary>
/// A safetensors file, open for reading: eight bytes with the header's length, the header in JSON, then the values of all tensors,
/// little-endian and row-major, without gaps. The header is checked whole before anything is read.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    // The format's own limit on headers.
    private const long LargestHeader = 100_000_000;

    private readonly FileStream _stream;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafeTensorsEntry> _byName = new(StringComparer.Ordinal);

    private SafeTensorsFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
        var header = ReadHeader();
        _dataStart = 8 + header.Length;
        (Entries, Metadata) = SafeTensorsHeader.Parse(header, path, stream.Length - _dataStart);
        foreach (var entry in Entries)
        {
            _byName.Add(entry.Name, entry);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>The header's free texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SenetException">No such file, no safetensors file, or a damaged one.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return new SafeTensorsFile(path, stream);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SenetException($"'{path}' does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new SenetException(Directory.Exists(path) ? $"'{path}' is a folder: give a file in it" : $"'{path}' cannot be read: {error.Message}");
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of this name, or null.</summary>
    public SafeTensorsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor: contiguous, on the CPU, of the file's type. The caller disposes it.</summary>
    /// <exception cref="SenetException">The file has no such tensor, or cannot be read.</exception>
    public Tensor Read(string name)
    {
        var entry = Find(name) ?? throw new SenetException($"'{Path}' holds no tensor '{name}'");
        if (entry.Length > int.MaxValue)
        {
            throw new SenetException($"'{Path}': tensor '{name}' has {entry.Length} bytes, more than the 2 GiB that can be read at once");
        }

        LibTorch.EnsureLoaded();
        var tensor = empty([.. entry.Shape], dtype: entry.Type, device: CPU);
        try
        {
            if (entry.Length > 0)
            {
                _stream.Position = _dataStart + entry.Offset;
                _stream.ReadExactly(tensor.bytes);
            }

            return tensor;
        }
        catch (IOException error)
        {
            tensor.Dispose();
            throw new SenetException($"'{Path}' cannot be read: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private byte[] ReadHeader()
    {
        var size = _stream.Length;
        var start = new byte[9];
        var read = _stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length)
        {
            throw NotSafeTensors($"it has only {size} bytes");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (start[8] != (byte)'{' || length > LargestHeader)
        {
            throw NotSafeTensors(length > LargestHeader ? $"its header would have {length} bytes" : "its header is no JSON object");
        }

        if ((long)length > size - 8)
        {
            throw new SenetException($"'{Path}' is cut off: its header has {length} bytes, the file {size}; copy it again or use an earlier checkpoint");
        }

        var header = new byte[(int)length];
        _stream.Position = 8;
        _stream.ReadExactly(header);
        return header;
    }

    private SenetException NotSafeTensors(string why) => new($"'{Path}' is not a safetensors file: {why}");
}
