using SeNetGen.Images;
using SeNetGen.Images.Decoding;
using SeNetGen.Images.Resampling;
using SeNetGen.Images.Transforms;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

/// <summary>What is decoded of a part is, byte for byte, that part of the whole image.</summary>
public sealed class PartialDecodingTests
{
    public static TheoryData<string, bool> Subsamplings
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var subsampling in JpegSamples.Subsamplings)
            {
                cases.Add(subsampling, false);
                if (TurboJpegLibrary.IsPresent)
                {
                    cases.Add(subsampling, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Subsamplings))]
    public void Pixels_of_a_part_are_those_of_the_whole(string subsampling, bool turbo)
    {
        using var decoder = new ImageDecoder(turbo);
        var (whole, decoded) = (new RgbImage(), new RgbImage());
        foreach (var (width, height) in new[] { (131, 97), (64, 48), (16, 33), (7, 5), (1, 40), (40, 1) })
        {
            var file = JpegSamples.Encode(TestImage.Make("noise", 3, width, height), subsampling);
            decoder.Decode(file, whole);
            Assert.True(ImageDecoder.TryReadSize(file, out var foundWidth, out var foundHeight));
            Assert.Equal((width, height), (foundWidth, foundHeight));
            foreach (var part in Parts(width, height))
            {
                // What an earlier part left in the buffer must not show.
                decoded.Resize(width, height);
                decoded.Span.Fill(77);
                var place = decoder.DecodePart(file, part, decoded);
                Assert.Equal((part.Width, part.Height), (place.Width, place.Height));
                for (var y = 0; y < part.Height; y++)
                {
                    var expected = whole.Row(part.Top + y).Slice(part.Left * 3, part.Width * 3);
                    Assert.True(expected.SequenceEqual(decoded.Row(place.Top + y).Slice(place.Left * 3, place.Width * 3)), $"row {y} of {part} of {width} x {height}");
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pipeline_gives_what_decoding_and_transforming_give(bool turbo)
    {
        var chain = new TransformChain(new RandomResizedCrop(24, 24), new RandomFlip(0.5));
        using var decoder = new ImageDecoder(turbo && TurboJpegLibrary.IsPresent);
        using var pipeline = new ImagePipeline(chain) { Decoder = new ImageDecoder(turbo && TurboJpegLibrary.IsPresent) };
        var (decoded, expected, actual) = (new RgbImage(), new RgbImage(), new RgbImage());
        foreach (var name in DecoderVectors.Decoded)
        {
            for (var sample = 0; sample < 8; sample++)
            {
                decoder.Decode(DecoderVectors.File(name), decoded);
                var random = new RandomStream(1, 2, sample);
                chain.Apply(decoded, expected, ref random);
                var again = new RandomStream(1, 2, sample);
                pipeline.Run(DecoderVectors.File(name), actual, ref again);
                Assert.True(expected.Span.SequenceEqual(actual.Span), $"{name}, sample {sample}");
                Assert.Equal(random.Next(), again.Next());
            }
        }

        Assert.All(DecoderVectors.Refused, name => Assert.Throws<CorruptImageException>(() =>
        {
            var random = new RandomStream(1, 2, 3);
            pipeline.Run(DecoderVectors.File(name), actual, ref random);
        }));
    }

    [Fact]
    public void Less_is_decoded_where_less_is_wanted()
    {
        var file = JpegSamples.Encode(TestImage.Make("noise", 3, 131, 97), "420");
        var decoded = new RgbImage();
        foreach (var (turbo, size) in TurboJpegLibrary.IsPresent ? new[] { (true, (131, 42)), (false, (34, 24)) } : [(false, (34, 24))])
        {
            using var decoder = new ImageDecoder(turbo);
            decoder.DecodePart(file, new CropRectangle(50, 20, 30, 20), decoded);
            Assert.Equal(size, (decoded.Width, decoded.Height));
        }
    }

    [Theory]
    [InlineData("progressive.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("rgb.png")]
    [InlineData("text.jpg")]
    public void What_cannot_be_decoded_in_parts_is_told(string name)
        => Assert.False(ImageDecoder.TryReadSize(DecoderVectors.File(name), out _, out _));

    [Fact]
    public void A_part_outside_of_the_image_is_refused()
    {
        using var decoder = new ImageDecoder();
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.DecodePart(DecoderVectors.File("baseline.jpg"), new CropRectangle(30, 0, 8, 8), new RgbImage()));
    }

    [Fact]
    public void A_crop_of_a_JPEG_allocates_little()
    {
        foreach (var (turbo, most) in TurboJpegLibrary.IsPresent ? new[] { (false, 1023), (true, 0) } : [(false, 1023)])
        {
            using var pipeline = new ImagePipeline(new TransformChain(new RandomResizedCrop(24, 24), new RandomFlip(0.5))) { Decoder = new ImageDecoder(turbo) };
            var (file, image) = (JpegSamples.Encode(TestImage.Make("noise", 3, 131, 97), "420"), new RgbImage());
            void RunMany()
            {
                for (var sample = 0; sample < 100; sample++)
                {
                    var random = new RandomStream(1, 2, sample);
                    pipeline.Run(file, image, ref random);
                }
            }

            RunMany();
            var before = GC.GetAllocatedBytesForCurrentThread();
            RunMany();
            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, most);
        }
    }

    private static IEnumerable<CropRectangle> Parts(int width, int height)
    {
        yield return CropRectangle.Whole(width, height);
        var random = new RandomStream(5, 0, width);
        for (var i = 0; i < 400; i++)
        {
            var (partWidth, partHeight) = (1 + random.Below(width), 1 + random.Below(height));
            yield return new CropRectangle(random.Below(width - partWidth + 1), random.Below(height - partHeight + 1), partWidth, partHeight);
        }
    }
}
