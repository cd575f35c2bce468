using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SeNetGen.Images.Resampling;

/// <summary>
/// The two passes with AVX2. A 22-bit weight is too wide for the 16-bit multiply-and-add, the fastest there is, but split into 11 bits
/// below and the rest above it fits twice; sums of whole numbers are the same in any order, so the bytes are those of <see cref="Passes"/>.
/// </summary>
internal static class VectorPasses
{
    /// <summary>Bytes behind a row that <see cref="Horizontal"/> reads and multiplies by 0.</summary>
    public const int Slack = 16;

    private const int Half = 1 << (Coefficients.Precision - 1);

    /// <summary>Whether this processor has what they need.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>As <see cref="Passes.Horizontal"/>.</summary>
    /// <param name="source">The row and <see cref="Slack"/> bytes.</param>
    /// <param name="target">Takes one pixel for each of the coefficients.</param>
    /// <param name="coefficients">Which pixels count, and how much.</param>
    public static void Horizontal(ReadOnlySpan<byte> source, Span<byte> target, Coefficients coefficients)
    {
        // Four pixels of three bytes: reds, greens and blues of two side by side, as 16-bit numbers, the first two in the lower half.
        var pixels = Vector256.Create(
            (byte)0, 255, 3, 255, 1, 255, 4, 255, 2, 255, 5, 255, 255, 255, 255, 255,
            6, 255, 9, 255, 7, 255, 10, 255, 8, 255, 11, 255, 255, 255, 255, 255);
        var pairs = Vector256.Create((byte)0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var low = ref Unsafe.As<short, byte>(ref MemoryMarshal.GetReference(coefficients.Low));
        ref var high = ref Unsafe.As<short, byte>(ref MemoryMarshal.GetReference(coefficients.High));
        var stride = coefficients.Stride * sizeof(short);
        for (var x = 0; x < coefficients.Length; x++)
        {
            var lows = Vector256<int>.Zero;
            var highs = Vector256<int>.Zero;
            nint pixel = coefficients.First(x) * RgbImage.Channels;
            nint weight = x * stride;
            for (var k = coefficients.Count(x); k > 0; k -= 4)
            {
                var four = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, pixel));
                var values = Avx2.Shuffle(Vector256.Create(four, four), pixels).AsInt16();
                lows += Avx2.MultiplyAddAdjacent(values, Weights(ref Unsafe.Add(ref low, weight), pairs));
                highs += Avx2.MultiplyAddAdjacent(values, Weights(ref Unsafe.Add(ref high, weight), pairs));
                pixel += 4 * RgbImage.Channels;
                weight += 4 * sizeof(short);
            }

            var both = (highs << Coefficients.LowBits) + lows;
            var sum = (both.GetLower() + both.GetUpper() + Vector128.Create(Half)) >> Coefficients.Precision;
            var shorts = Sse2.PackSignedSaturate(sum, sum);
            var bytes = Sse2.PackUnsignedSaturate(shorts, shorts).AsInt32().ToScalar();
            var to = target.Slice(x * RgbImage.Channels);
            if (to.Length > RgbImage.Channels)
            {
                // The fourth byte is the next pixel's, which is written after it.
                Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(to), bytes);
            }
            else
            {
                to[0] = (byte)bytes;
                to[1] = (byte)(bytes >> 8);
                to[2] = (byte)(bytes >> 16);
            }
        }
    }

    /// <summary>As <see cref="Passes.Vertical"/>.</summary>
    /// <param name="rows">The rows that count.</param>
    /// <param name="stride">Bytes from one of them to the next.</param>
    /// <param name="target">Takes the row.</param>
    /// <param name="weights">One a row.</param>
    public static void Vertical(ReadOnlySpan<byte> rows, int stride, Span<byte> target, ReadOnlySpan<int> weights)
    {
        var width = Vector128<byte>.Count;
        ref var from = ref MemoryMarshal.GetReference(rows);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i + width <= target.Length; i += width)
        {
            Vector256<int> lowA = default, lowB = default, highA = default, highB = default;
            for (var k = 0; k < weights.Length; k += 2)
            {
                // Two rows at a time; a last one without a partner goes with itself, at weight 0.
                var first = weights[k];
                var hasSecond = k + 1 < weights.Length;
                var second = hasSecond ? weights[k + 1] : 0;
                var low = Pair(first & ((1 << Coefficients.LowBits) - 1), second & ((1 << Coefficients.LowBits) - 1));
                var high = Pair(first >> Coefficients.LowBits, second >> Coefficients.LowBits);
                nint at = (k * stride) + i;
                var a = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, at));
                var b = hasSecond ? Vector128.LoadUnsafe(ref Unsafe.Add(ref from, at + stride)) : a;
                var left = Avx2.ConvertToVector256Int16(Sse2.UnpackLow(a, b));
                var right = Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(a, b));
                lowA += Avx2.MultiplyAddAdjacent(left, low);
                lowB += Avx2.MultiplyAddAdjacent(right, low);
                highA += Avx2.MultiplyAddAdjacent(left, high);
                highB += Avx2.MultiplyAddAdjacent(right, high);
            }

            var leftSum = Sum(lowA, highA);
            var rightSum = Sum(lowB, highB);
            var shorts = (Sse2.PackSignedSaturate(leftSum.GetLower(), leftSum.GetUpper()), Sse2.PackSignedSaturate(rightSum.GetLower(), rightSum.GetUpper()));
            Sse2.PackUnsignedSaturate(shorts.Item1, shorts.Item2).StoreUnsafe(ref Unsafe.Add(ref to, i));
        }

        Passes.Vertical(rows, stride, target, weights, i);
    }

    private static Vector256<short> Weights(ref byte four, Vector256<byte> pairs)
        => Avx2.Shuffle(Vector256.Create(Unsafe.ReadUnaligned<ulong>(ref four)).AsByte(), pairs).AsInt16();

    private static Vector256<short> Pair(int first, int second) => Vector256.Create((first & 0xFFFF) | (second << 16)).AsInt16();

    private static Vector256<int> Sum(Vector256<int> low, Vector256<int> high)
        => ((high << Coefficients.LowBits) + low + Vector256.Create(Half)) >> Coefficients.Precision;
}
