using System.Buffers.Binary;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Tests.Images;

/// <summary>The decoder against Pillow 9.4, file by file, by Skia and, where the system has it, by libturbojpeg.</summary>
public sealed class ImageDecoderTests
{
    public static TheoryData<string, bool> DecodedFiles => Cases(DecoderVectors.Decoded.Where(name => !IsOriented(name)));

    public static TheoryData<string, bool> OrientedFiles => Cases(DecoderVectors.Decoded.Where(IsOriented));

    public static TheoryData<string, bool> RefusedFiles => Cases(DecoderVectors.Refused);

    [Theory]
    [MemberData(nameof(DecodedFiles))]
    public void Pixels_are_those_of_Pillow(string name, bool turbo)
    {
        var image = Decode(DecoderVectors.File(name), turbo);

        AssertEqual(DecoderVectors.Pixels(name), image);
    }

    [Theory]
    [MemberData(nameof(OrientedFiles))]
    public void Orientation_is_applied_when_asked_for(string name, bool turbo)
    {
        AssertEqual(DecoderVectors.Pixels(name), Decode(DecoderVectors.File(name), turbo, exifTranspose: true));

        var stored = Decode(DecoderVectors.File(name), turbo);
        Assert.Equal((5, 3), (stored.Width, stored.Height));
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void What_Pillow_refuses_is_corrupt(string name, bool turbo)
        => Assert.Throws<CorruptImageException>(() => Decode(DecoderVectors.File(name), turbo));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_of_more_than_100_megapixels_are_refused_by_their_header(bool jpeg)
    {
        var file = DecoderVectors.File(jpeg ? "baseline.jpg" : "rgb.png").ToArray();
        if (jpeg)
        {
            var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), 10_001);
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), 10_000);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), 10_000);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), 10_001);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
        }

        foreach (var turbo in new[] { false, TurboJpegLibrary.IsPresent })
        {
            Assert.Equal("its header gives it 10000 x 10001 pixels, more than 100 megapixels", Assert.Throws<CorruptImageException>(() => Decode(file, turbo)).Message);
        }
    }

    [Theory]
    [InlineData("half.jpg", "it is cut off")]
    [InlineData("endless.jpg", "it is cut off")]
    [InlineData("half.png", "it is cut off")]
    [InlineData("text.jpg", "it is none of JPEG, PNG, WebP, BMP and GIF")]
    public void Corrupt_files_are_told_what_is_wrong_with_them(string name, string reason)
        => Assert.Equal(reason, Assert.Throws<CorruptImageException>(() => Decode(DecoderVectors.File(name), TurboJpegLibrary.IsPresent)).Message);

    [Fact]
    public void Empty_file_is_corrupt() => Assert.Equal("it is empty", Assert.Throws<CorruptImageException>(() => Decode([], false)).Message);

    [Fact]
    public void Decoder_that_met_corrupt_files_decodes_the_next()
    {
        using var decoder = new ImageDecoder();
        var image = new RgbImage();
        foreach (var name in DecoderVectors.Refused)
        {
            Assert.Throws<CorruptImageException>(() => decoder.Decode(DecoderVectors.File(name), image));
            decoder.Decode(DecoderVectors.File("baseline.jpg"), image);
            AssertEqual(DecoderVectors.Pixels("baseline.jpg"), image);
        }
    }

    [Fact]
    public void Decoding_a_JPEG_allocates_little()
    {
        foreach (var (turbo, most) in TurboJpegLibrary.IsPresent ? new[] { (false, 1024), (true, 0) } : [(false, 1024)])
        {
            using var decoder = new ImageDecoder(turbo);
            var image = new RgbImage();
            var file = DecoderVectors.File("baseline.jpg");
            for (var i = 0; i < 20; i++)
            {
                decoder.Decode(file, image);
            }

            const int times = 100;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times; i++)
            {
                decoder.Decode(file, image);
            }

            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / times, 0, most);
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static bool IsOriented(string name) => name.StartsWith("oriented", StringComparison.Ordinal);

    private static TheoryData<string, bool> Cases(IEnumerable<string> names)
    {
        var cases = new TheoryData<string, bool>();
        foreach (var name in names)
        {
            cases.Add(name, false);
            if (TurboJpegLibrary.IsPresent)
            {
                cases.Add(name, true);
            }
        }

        return cases;
    }

    private static RgbImage Decode(byte[] file, bool turbo, bool exifTranspose = false)
    {
        using var decoder = new ImageDecoder(turbo);
        // What an earlier image left in the buffers must not show.
        var image = new RgbImage(64, 64);
        image.Span.Fill(77);
        decoder.Decode(file, image, exifTranspose);
        return image;
    }

    private static void AssertEqual(RgbImage expected, RgbImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        var (want, got) = (expected.Span.ToArray(), actual.Span.ToArray());
        var different = Enumerable.Range(0, want.Length).Where(i => want[i] != got[i]).ToList();
        Assert.True(different.Count == 0, different.Count == 0 ? "" : $"{different.Count} of {want.Length} bytes differ, the first at {different[0]}: {want[different[0]]} expected, {got[different[0]]} found; by at most {different.Max(i => Math.Abs(want[i] - got[i]))}");
    }
}
