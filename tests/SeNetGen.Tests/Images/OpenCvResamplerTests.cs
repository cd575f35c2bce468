using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class OpenCvResamplerTests
{
    [Fact]
    public void Values_are_within_one_of_OpenCv()
    {
        var cases = TestImage.Cases("opencv.txt").ToList();
        Assert.Equal(39, cases.Count);
        var resampler = new OpenCvResampler();
        var (target, unequal, count) = (new RgbImage(), 0, 0);
        foreach (var fields in cases)
        {
            var source = TestImage.Parse(fields[0]);
            var size = fields[1].Split(' ').Select(TestImage.Whole).ToArray();
            resampler.Resize(source, CropRectangle.Whole(source.Width, source.Height), target, size[0], size[1], CropRectangle.Whole(size[0], size[1]), Enum.Parse<ResampleFilter>(fields[2], ignoreCase: true));
            var expected = Convert.FromBase64String(fields[3]);
            Assert.Equal(expected.Length, target.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                var error = Math.Abs(expected[i] - target.Span[i]);
                Assert.True(error <= 1, $"{fields[0]} to {fields[1]}, {fields[2]}: byte {i} is {target.Span[i]}, not {expected[i]}");
                unequal += error;
                count++;
                Assert.True(error == 0 || fields[2] == "bicubic", $"{fields[0]} to {fields[1]}, {fields[2]}: byte {i} differs");
            }
        }

        // Bicubic goes through floats in OpenCV's vector code, which now and then rounds the other way.
        Assert.True(unequal < count / 1000, $"{unequal} of {count} differ");
    }

    [Fact]
    public void A_part_is_resized_as_if_it_had_been_cut_out_and_a_part_of_the_result_is_kept()
    {
        var source = TestImage.Make("noise", 3, 61, 47);
        var part = new CropRectangle(5, 7, 40, 30);
        var cut = new RgbImage(40, 30);
        for (var y = 0; y < 30; y++)
        {
            source.Row(7 + y).Slice(5 * 3, 40 * 3).CopyTo(cut.Row(y));
        }

        foreach (var filter in new[] { ResampleFilter.Nearest, ResampleFilter.Bilinear, ResampleFilter.Bicubic })
        {
            var (expected, actual) = (new RgbImage(), new RgbImage());
            new OpenCvResampler().Resize(cut, CropRectangle.Whole(40, 30), expected, 33, 50, CropRectangle.Whole(33, 50), filter);
            new OpenCvResampler().Resize(source, part, actual, 33, 50, new CropRectangle(3, 9, 20, 30), filter);
            for (var y = 0; y < 30; y++)
            {
                Assert.True(expected.Row(y + 9).Slice(9, 60).SequenceEqual(actual.Row(y)));
            }
        }
    }

    [Theory]
    [InlineData(ResampleFilter.Lanczos)]
    [InlineData(ResampleFilter.Box)]
    [InlineData(ResampleFilter.Hamming)]
    public void Other_filters_are_refused(ResampleFilter filter)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new OpenCvResampler().Resize(new RgbImage(4, 4), CropRectangle.Whole(4, 4), new RgbImage(), 2, 2, CropRectangle.Whole(2, 2), filter));
}
