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
            var part = new CropRectangle(random.Below(source.Width - width + 1), random.Below(source.Height - height + 1), width, height);
            var (toWidth, toHeight) = (1 + random.Below(60), 1 + random.Below(60));
            var filter = (ResampleFilter)(1 + random.Below(5));
            portable.Resize(source, part, left, toWidth, toHeight, filter);
            vectors.Resize(source, part, right, toWidth, toHeight, filter);
            Assert.True(left.Span.SequenceEqual(right.Span), $"image {i}: {part} of {source.Width} x {source.Height} to {toWidth} x {toHeight}, {filter}");
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_part_is_resized_as_if_it_had_been_cut_out(string name)
    {
        var filter = Enum.Parse<ResampleFilter>(name);
        var source = TestImage.Make("noise", 3, 61, 47);
        foreach (var part in new CropRectangle[] { new(5, 7, 40, 30), new(0, 3, 61, 20), new(21, 0, 24, 47), new(60, 46, 1, 1), new(3, 4, 24, 24) })
        {
            var cut = new RgbImage(part.Width, part.Height);
            for (var y = 0; y < part.Height; y++)
            {
                source.Row(part.Top + y).Slice(part.Left * 3, part.Width * 3).CopyTo(cut.Row(y));
            }

            foreach (var resampler in new Resampler[] { new() { UsesVectors = false }, new() })
            {
                var (expected, actual) = (new RgbImage(), new RgbImage());
                resampler.Resize(cut, expected, 24, 20, filter);
                resampler.Resize(source, part, actual, 24, 20, filter);
                Assert.True(expected.Span.SequenceEqual(actual.Span), part.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_part_of_the_result_is_that_part_of_the_whole_result(string name)
    {
        var filter = Enum.Parse<ResampleFilter>(name);
        var source = TestImage.Make("noise", 4, 61, 47);
        foreach (var (width, height) in new[] { (40, 30), (61, 30), (40, 47), (61, 47), (90, 80) })
        {
            foreach (var resampler in new Resampler[] { new() { UsesVectors = false }, new() })
            {
                var (whole, part) = (new RgbImage(), new RgbImage());
                resampler.Resize(source, whole, width, height, filter);
                resampler.ResizeAndCrop(source, width, height, new CropRectangle(9, 5, 29, 22), part, filter);
                for (var y = 0; y < 22; y++)
                {
                    Assert.True(whole.Row(y + 5).Slice(9 * 3, 29 * 3).SequenceEqual(part.Row(y)), $"row {y} of {width} x {height}");
                }
            }
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
                resampler.Resize(source, new CropRectangle(offset, offset, 60, 50), target, 32, 32, filter);
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
    public void A_box_outside_of_the_image_is_refused(float left, float top, float right, float bottom)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler().Resize(new RgbImage(10, 8), new CropBox(left, top, right, bottom), new RgbImage(), 4, 4, ResampleFilter.Bilinear));

    [Theory]
    [InlineData(-1, 0, 5, 5)]
    [InlineData(6, 0, 5, 5)]
    [InlineData(0, 4, 5, 5)]
    [InlineData(0, 0, 0, 5)]
    [InlineData(int.MaxValue, 0, 5, 5)]
    public void A_part_outside_of_the_image_is_refused(int left, int top, int width, int height)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler().Resize(new RgbImage(10, 8), new CropRectangle(left, top, width, height), new RgbImage(), 4, 4, ResampleFilter.Bilinear));
}
