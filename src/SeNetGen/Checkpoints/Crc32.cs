using System.Runtime.InteropServices;

namespace SeNetGen.Checkpoints;

/// <summary>The checksum of zip archives and of MindSpore's files (ISO 3309), eight bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[][] Tables = BuildTables();

    /// <summary>Goes on from the checksum of what came before; 0 at the beginning.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var value = ~checksum;
        var words = BitConverter.IsLittleEndian ? MemoryMarshal.Cast<byte, ulong>(bytes) : [];
        foreach (var word in words)
        {
            var low = value ^ (uint)word;
            var high = (uint)(word >> 32);
            value = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xFF] ^ Tables[2][(high >> 8) & 0xFF] ^ Tables[1][(high >> 16) & 0xFF] ^ Tables[0][high >> 24];
        }

        foreach (var next in bytes[(words.Length * 8)..])
        {
            value = Tables[0][(value ^ next) & 0xFF] ^ (value >> 8);
        }

        return ~value;
    }

    /// <summary>The checksum of a part of a file.</summary>
    public static uint Of(FileBytes file, ByteRange range)
    {
        var buffer = new byte[(int)Math.Min(range.Length, 1 << 20)];
        var checksum = 0U;
        for (var done = 0L; done < range.Length;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, range.Length - done));
            file.Read(range.Start + done, part);
            checksum = Append(checksum, part);
            done += part.Length;
        }

        return checksum;
    }

    private static uint[][] BuildTables()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var i = 0U; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0);
            }

            tables[0][i] = value;
        }

        for (var table = 1; table < 8; table++)
        {
            for (var i = 0; i < 256; i++)
            {
                tables[table][i] = (tables[table - 1][i] >> 8) ^ tables[0][tables[table - 1][i] & 0xFF];
            }
        }

        return tables;
    }
}
