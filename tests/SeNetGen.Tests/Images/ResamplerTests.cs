using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class ResamplerTests
{
    public static TheoryData<string> Filters() => new(Enum.GetNames<ResampleFilter>());

    [Theory]
    [MemberData(nameof(Filters))]
    public void Bytes_are_those_of_Pillow_on_both_paths(string name)
    {
        var filter = Enum.Parse<ResampleFilter>(name);
        var cases = TestImage.Cases("resize.txt").Where(fields => fields[3].Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal(48, cases.Count);

        // One object of each for all cases: what an earlier image left in the buffers must not show.
        var (portable, vectors) = (new Resampler { UsesVectors = false }, new Resampler());
        var target = new RgbImage();
        var wrong = new List<string>();
        foreach (var fields in cases)
        {
            var source = TestImage.Parse(fields[0]);
            var box = fields[1].Split(' ').Select(side => (float)TestImage.Real(side)).ToArray();
            var size = fields[2].Split(' ').Select(TestImage.Whole).ToArray();
            foreach (var resampler in new[] { portable, vectors })
            {
                resampler.Resize(source, new CropBox(box[0], box[1], box[2], box[3]), target, size[0], size[1], filter);
                if (TestImage.Hash(target) != fields[4])
                {
                    wrong.Add($"{string.Join(" | ", fields)}, vectors: {resampler.UsesVectors}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Both_paths_agree_where_Pillow_was_not_asked()
    {
        var random = new RandomStream(1, 0, 0);
        var (portable, vectors) = (new Resampler { UsesVectors = false }, new Resampler());
        var (left, right) = (new RgbImage(), new RgbImage());
        for (var i = 0; i < 300; i++)
        {
            var source = TestImage.Make("noise", i, 1 + random.Below(70), 1 + random.Below(70));
            var (width, height) = (1 + random.Below(source.Width), 1 + random.Below(source.Height));
            var box = CropBox.At(random.Below(source.Width - width + 1), random.Below(source.Height - height + 1), width, height);
            var (toWidth, toHeight) = (1 + random.Below(60), 1 + random.Below(60));
            var filter = (ResampleFilter)(1 + random.Below(5));
            portable.Resize(source, box, left, toWidth, toHeight, filter);
            vectors.Resize(source, box, right, toWidth, toHeight, filter);
            Assert.True(left.Span.SequenceEqual(right.Span), $"image {i}: {box} of {source.Width} x {source.Height} to {toWidth} x {toHeight}, {filter}");
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Nothing_is_allocated_once_the_buffers_have_grown(string name)
    {
        var filter = Enum.Parse<ResampleFilter>(name);
        var (source, target, resampler) = (TestImage.Make("noise", 1, 90, 70), new RgbImage(), new Resampler());
        void ResizeMany()
        {
            for (var offset = 0; offset < 20; offset++)
            {
                resampler.Resize(source, CropBox.At(offset, offset, 60, 50), target, 32, 32, filter);
            }
        }

        ResizeMany();

        var before = GC.GetAllocatedBytesForCurrentThread();
        ResizeMany();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(-1, 0, 5, 5)]
    [InlineData(0, 0, 11, 5)]
    [InlineData(0, 0, 5, 9)]
    [InlineData(3, 0, 3, 5)]
    [InlineData(0, 4, 5, 2)]
    [InlineData(float.NaN, 0, 5, 5)]
    public void A_part_outside_of_the_image_is_refused(float left, float top, float right, float bottom)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler().Resize(new RgbImage(10, 8), new CropBox(left, top, right, bottom), new RgbImage(), 4, 4, ResampleFilter.Bilinear));
}
