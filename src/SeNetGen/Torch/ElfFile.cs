using System.Buffers.Binary;
using System.Text;

namespace SeNetGen.Torch;

/// <summary>
/// The dynamic symbols and version requirements of a 64-bit little-endian ELF library, read by its section headers. Only the tables
/// are read, never the whole file: libraries of LibTorch weigh gigabytes.
/// </summary>
internal sealed class ElfFile
{
    private const uint DynamicSymbols = 11;
    private const uint VersionRequirements = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const int SymbolSize = 24;

    private readonly List<Section> _sections;
    private readonly Func<long, int, byte[]> _read;

    private ElfFile(List<Section> sections, Func<long, int, byte[]> read)
    {
        _sections = sections;
        _read = read;
    }

    /// <summary>Reads a library's headers.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is no such library.</exception>
    public static ElfFile Parse(byte[] content) => Parse(content.LongLength, (offset, count) => content.AsSpan((int)offset, count).ToArray());

    /// <summary>Reads a library's headers.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no such library.</exception>
    public static ElfFile Open(string path)
    {
        // The handle is opened for each table, of which there are four: nothing is left to dispose.
        long length;
        using (var handle = File.OpenHandle(path))
        {
            length = RandomAccess.GetLength(handle);
        }

        return Parse(length, (offset, count) =>
        {
            using var handle = File.OpenHandle(path);
            var bytes = new byte[count];
            var done = 0;
            while (done < count)
            {
                var got = RandomAccess.Read(handle, bytes.AsSpan(done), offset + done);
                if (got == 0)
                {
                    throw new InvalidDataException("the file ends too early");
                }

                done += got;
            }

            return bytes;
        });
    }

    /// <summary>
    /// Where the flags of a version requirement lie, such as <c>GLIBCXX_3.4.32</c>: the offset of its 16-bit <c>vna_flags</c> in the
    /// file; -1 when the library has no such requirement.
    /// </summary>
    /// <param name="version">The version's name.</param>
    public long FindVersionFlags(string version)
    {
        foreach (var section in _sections)
        {
            if (section.Type != VersionRequirements)
            {
                continue;
            }

            var table = Load(section);
            var names = Load(Linked(section));
            long need = 0;
            while (true)
            {
                var count = U16(table, need + 2);
                var auxiliary = need + U32(table, need + 8);
                for (var index = 0; index < count; index++)
                {
                    if (Name(names, U32(table, auxiliary + 8)) == version)
                    {
                        return section.Offset + auxiliary + 4;
                    }

                    auxiliary += U32(table, auxiliary + 12);
                }

                var next = U32(table, need + 12);
                if (next == 0)
                {
                    break;
                }

                need += next;
            }
        }

        return -1;
    }

    /// <summary>
    /// The symbols that the library takes from libraries without symbol versions, such as LibTorch; weak ones, which may stay unresolved,
    /// are left out. The C and C++ standard libraries version theirs.
    /// </summary>
    public IReadOnlyList<string> ReadUnversionedImports()
    {
        var (symbols, names) = ReadSymbols();
        var versions = _sections.Find(section => section.Type == SymbolVersions) is { Size: > 0 } section ? Load(section) : null;
        var imports = new List<string>();
        for (var index = 1; index < symbols.Length / SymbolSize; index++)
        {
            var at = (long)index * SymbolSize;
            var isWeak = symbols[at + 4] >> 4 == 2;
            var isUndefined = U16(symbols, at + 6) == 0;
            var isVersioned = versions is not null && (U16(versions, 2L * index) & 0x7fff) > 1;
            if (isUndefined && !isWeak && !isVersioned)
            {
                imports.Add(Name(names, U32(symbols, at)));
            }
        }

        return imports;
    }

    /// <summary>Takes the symbols that the library defines out of a set.</summary>
    /// <param name="wanted">Symbols looked for.</param>
    public void RemoveExports(HashSet<string> wanted)
    {
        var (symbols, names) = ReadSymbols();
        for (var index = 1; index < symbols.Length / SymbolSize && wanted.Count > 0; index++)
        {
            var at = (long)index * SymbolSize;
            if (U16(symbols, at + 6) != 0)
            {
                wanted.Remove(Name(names, U32(symbols, at)));
            }
        }
    }

    private static ElfFile Parse(long length, Func<long, int, byte[]> readUnchecked)
    {
        byte[] Read(long offset, int count) =>
            offset >= 0 && count >= 0 && offset <= length - count
                ? readUnchecked(offset, count)
                : throw new InvalidDataException("a table lies outside the file");

        if (length < 64)
        {
            throw new InvalidDataException("not an ELF library");
        }

        var header = Read(0, 64);
        if (!header.AsSpan(0, 4).SequenceEqual("\u007fELF"u8) || header[4] != 2 || header[5] != 1)
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF library");
        }

        var start = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(0x28));
        int size = U16(header, 0x3a);
        int count = U16(header, 0x3c);
        if (size < 64)
        {
            throw new InvalidDataException("the library has no section headers");
        }

        var table = (long)size * count <= length ? Read(start, size * count) : throw new InvalidDataException("a table lies outside the file");
        var sections = new List<Section>(count);
        for (var index = 0; index < count; index++)
        {
            var entry = table.AsSpan(index * size, 64);
            sections.Add(new Section(
                BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[0x18..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[0x20..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[0x28..])));
        }

        return new ElfFile(sections, Read);
    }

    private static ushort U16(byte[] bytes, long offset) =>
        offset >= 0 && offset <= bytes.Length - 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)offset)) : throw new InvalidDataException("a table ends too early");

    private static uint U32(byte[] bytes, long offset) =>
        offset >= 0 && offset <= bytes.Length - 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)offset)) : throw new InvalidDataException("a table ends too early");

    private static string Name(byte[] names, uint offset)
    {
        if (offset >= names.Length)
        {
            throw new InvalidDataException("a name lies outside its table");
        }

        var rest = names.AsSpan((int)offset);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private (byte[] Symbols, byte[] Names) ReadSymbols()
    {
        var section = _sections.Find(candidate => candidate.Type == DynamicSymbols) ?? throw new InvalidDataException("the library has no dynamic symbols");
        return (Load(section), Load(Linked(section)));
    }

    private Section Linked(Section section) =>
        section.Link < _sections.Count ? _sections[(int)section.Link] : throw new InvalidDataException("a table names no string table");

    private byte[] Load(Section section) =>
        section.Size is >= 0 and <= int.MaxValue ? _read(section.Offset, (int)section.Size) : throw new InvalidDataException("a table is too large");

    private sealed record Section(uint Type, long Offset, long Size, uint Link);
}
