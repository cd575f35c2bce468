namespace SeNetGen.Data.Shards;

/// <summary>The sum by which a tar header tells its own damage (POSIX.1-1988, ustar).</summary>
internal static class TarHeaderSum
{
    private const int SumAt = 148;
    private const int SumLength = 8;

    /// <summary>Whether a header's block of 512 bytes adds up: its bytes, with blanks for the sum itself, to the octal number that stands there.</summary>
    public static bool IsRight(ReadOnlySpan<byte> block)
    {
        int? written = null;
        foreach (var digit in block.Slice(SumAt, SumLength))
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
            {
                written = ((written ?? 0) * 8) + (digit - '0');
            }
            else if (written is not null)
            {
                break;
            }
        }

        // Some old programs added signed bytes.
        var (sum, signed) = (0, 0);
        for (var i = 0; i < block.Length; i++)
        {
            var value = i is >= SumAt and < SumAt + SumLength ? (byte)' ' : block[i];
            sum += value;
            signed += (sbyte)value;
        }

        return written == sum || written == signed;
    }
}
