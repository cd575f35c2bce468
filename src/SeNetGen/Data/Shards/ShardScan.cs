using System.Formats.Tar;
using Microsoft.Win32.SafeHandles;

namespace SeNetGen.Data.Shards;

/// <summary>
/// Looks through a shard once, from header to header, for where its samples lie: images are passed over, labels are read. v7, ustar, GNU (long
/// names) and pax archives alike.
/// </summary>
internal sealed class ShardScan : IDisposable
{
    private const int BlockLength = 512;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly long _length;
    private readonly List<ShardSample> _samples = [];
    private ShardGroup? _group;

    private ShardScan(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path);
        _length = RandomAccess.GetLength(_handle);
    }

    /// <summary>Lists a shard's samples.</summary>
    /// <exception cref="SenetException">It cannot be read, is no tar archive, is cut off or damaged, or a sample lacks image or label.</exception>
    public static Shard Run(string path)
    {
        try
        {
            using var scan = new ShardScan(path);
            scan.Run();
            return new Shard(path, scan._length, File.GetLastWriteTimeUtc(path).Ticks, [.. scan._samples]);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SenetException($"shard '{path}' does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"shard '{path}' cannot be read: {error.Message}");
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Run()
    {
        using var stream = new FileStream(_handle, FileAccess.Read);
        using var reader = new TarReader(stream);
        long at = 0;
        while (!IsEnd(at))
        {
            // The reader checks no sums: where there are several headers for one entry, here are the first and the last.
            var entry = Next(reader, at);
            RequireHeader(entry.DataOffset - BlockLength);
            var end = entry.DataOffset + entry.Length;
            if (end > _length)
            {
                throw CutOff(at, $": '{entry.Name}' would end at byte {end}");
            }

            Take(entry);
            at = (end + BlockLength - 1) / BlockLength * BlockLength;
        }

        EndGroup();
    }

    // An archive ends in two empty blocks: one that ends before them was not written, or not copied, to its end.
    private bool IsEnd(long at)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        ReadBlock(at, block);
        if (!block.ContainsAnyExcept((byte)0))
        {
            return true;
        }

        RequireSum(at, block);
        return false;
    }

    private TarEntry Next(TarReader reader, long at)
    {
        try
        {
            return reader.GetNextEntry() ?? throw Damaged(at, "its header cannot be read");
        }
        catch (EndOfStreamException)
        {
            throw CutOff(at, "");
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Damaged(at, "its header cannot be read");
        }
    }

    private void Take(TarEntry entry)
    {
        var name = entry.Name;
        if (ShardGroup.Split(name) is not (string key, string extension) || entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
        {
            return;
        }

        if (_group?.Key != key)
        {
            EndGroup();
            _group = new ShardGroup(_path, key);
        }

        if (entry.EntryType is TarEntryType.HardLink or TarEntryType.SymbolicLink)
        {
            throw new SenetException($"shard '{_path}': '{name}' at byte {entry.DataOffset - BlockLength} is a link: write the shard with the file itself (tar --dereference --hard-dereference)");
        }

        _group.Add(name, extension, entry.DataOffset, entry.Length);
    }

    private void EndGroup()
    {
        if (_group?.End(_handle) is ShardSample sample)
        {
            _samples.Add(sample);
        }
    }

    private void RequireHeader(long at)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        ReadBlock(at, block);
        RequireSum(at, block);
    }

    private void ReadBlock(long at, Span<byte> block)
    {
        if (RandomAccess.Read(_handle, block, at) < BlockLength)
        {
            throw CutOff(at, "");
        }
    }

    private void RequireSum(long at, ReadOnlySpan<byte> block)
    {
        if (!TarHeaderSum.IsRight(block))
        {
            throw Damaged(at, "the sum in its header is wrong");
        }
    }

    private SenetException CutOff(long at, string more) => new($"shard '{_path}' is cut off at byte {_length}, {(at == _length ? "before the mark of its end" : $"within the entry at byte {at}")}{more}: fetch or write it again");

    private SenetException Damaged(long at, string what) => new($"shard '{_path}' is damaged at byte {at}: {what}; fetch or write it again");
}
