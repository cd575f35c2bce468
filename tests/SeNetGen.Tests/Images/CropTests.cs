using SeNetGen.Images;
using SeNetGen.Images.Resampling;
using SeNetGen.Images.Transforms;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class CropTests
{
    [Fact]
    public void Validation_crops_and_flips_are_those_of_torchvision_and_Pillow()
    {
        var cases = TestImage.Cases("crops.txt").Where(fields => !fields[0].StartsWith("fallback", StringComparison.Ordinal)).ToList();
        Assert.Equal(140, cases.Count);
        var wrong = from fields in cases where TestImage.Hash(Apply(Transform(fields[0].Split(' ')), TestImage.Parse(fields[1]))) != fields[2] select string.Join(" | ", fields);
        Assert.Empty(wrong);
    }

    [Fact]
    public void After_ten_tries_the_middle_is_torchvision_s()
    {
        var cases = TestImage.Cases("crops.txt").Where(fields => fields[0].StartsWith("fallback", StringComparison.Ordinal)).ToList();
        Assert.True(cases.Count > 30);
        foreach (var fields in cases)
        {
            var arguments = fields[0].Split(' ');
            var size = fields[1].Split(' ');
            var crop = new RandomResizedCrop(8, 8) { Scale = (2, 2), Ratio = (TestImage.Real(arguments[1]), TestImage.Real(arguments[2])) };
            var random = new RandomStream(1, 2, 3);
            var part = crop.Choose(TestImage.Whole(size[2]), TestImage.Whole(size[3]), ref random);
            Assert.Equal($"{string.Join(" ", size)}: {fields[2]}", $"{string.Join(" ", size)}: {part.Left} {part.Top} {part.Width} {part.Height}");
        }
    }

    [Theory]
    [InlineData(500, 375)]
    [InlineData(40, 300)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void Parts_lie_inside_and_have_an_allowed_area_and_shape(int width, int height)
    {
        var crop = new RandomResizedCrop(224, 224);
        var shares = new List<double>();
        for (var sample = 0; sample < 3000; sample++)
        {
            var random = new RandomStream(1, 0, sample);
            var part = crop.Choose(width, height, ref random);
            Assert.True(part.IsInside(width, height), part.ToString());
            if (width > 100)
            {
                var share = (double)part.Width * part.Height / (width * height);
                Assert.InRange(share, 0.078, 1);
                Assert.InRange((double)part.Width / part.Height, 0.74, 1.35);
                shares.Add(share);
            }
        }

        if (width > 100)
        {
            // What is drawn uniformly and fits: share / ratio <= height / width, while share * ratio <= width / height always holds here.
            var fitting = from s in Enumerable.Range(0, 400)
                          from r in Enumerable.Range(0, 400)
                          let share = 0.08 + (0.92 * (s + 0.5) / 400)
                          let ratio = Math.Exp(Math.Log(0.75) + (Math.Log(16.0 / 9) * (r + 0.5) / 400))
                          where share / ratio <= 0.75
                          select share;
            var expected = fitting.Average();
            Assert.InRange(shares.Average(), expected - 0.015, expected + 0.015);
        }
    }

    [Fact]
    public void A_crop_is_its_part_resized()
    {
        var source = TestImage.Make("noise", 1, 90, 70);
        for (var sample = 0; sample < 20; sample++)
        {
            var random = new RandomStream(1, 0, sample);
            var crop = new RandomResizedCrop(24, 20) { Filter = ResampleFilter.Bicubic };
            var part = crop.Choose(90, 70, ref random);
            var expected = new RgbImage();
            new Resampler().Resize(source, part, expected, 24, 20, ResampleFilter.Bicubic);
            Assert.Equal(TestImage.Hash(expected), TestImage.Hash(Apply(crop, source, sample)));
        }
    }

    [Fact]
    public void A_random_filter_is_bilinear_or_bicubic_alike()
    {
        var source = TestImage.Make("noise", 1, 40, 40);
        var crop = new RandomResizedCrop(24, 20) { RandomFilter = true, Scale = (1, 1), Ratio = (1, 1) };
        var found = Enumerable.Range(0, 400).GroupBy(sample => TestImage.Hash(Apply(crop, source, sample))).ToDictionary(group => group.Key, group => group.Count());
        var (bilinear, bicubic) = (new RgbImage(), new RgbImage());
        new Resampler().Resize(source, bilinear, 24, 20, ResampleFilter.Bilinear);
        new Resampler().Resize(source, bicubic, 24, 20, ResampleFilter.Bicubic);
        Assert.Equal(2, found.Count);
        Assert.InRange(found[TestImage.Hash(bilinear)], 150, 250);
        Assert.InRange(found[TestImage.Hash(bicubic)], 150, 250);
    }

    [Fact]
    public void An_OpenCv_crop_rounds_the_longer_side_and_starts_below_a_half()
    {
        var crop = new ResizeCenterCrop(32, 32) { Method = ResizeMethod.OpenCv };
        // 36 * 50 / 33 = 54.5...: MindSpore rounds, torchvision cuts.
        Assert.Equal((36, 55), crop.Resized(33, 50));
        Assert.Equal((36, 54), new ResizeCenterCrop(32, 32).Resized(33, 50));

        var source = TestImage.Make("noise", 1, 33, 50);
        var (whole, actual) = (new RgbImage(), Apply(crop, source));
        new OpenCvResampler().Resize(source, CropRectangle.Whole(33, 50), whole, 36, 55, CropRectangle.Whole(36, 55), ResampleFilter.Bilinear);
        for (var y = 0; y < 32; y++)
        {
            Assert.True(whole.Row(y + 11).Slice(2 * 3, 32 * 3).SequenceEqual(actual.Row(y)));
        }
    }

    [Fact]
    public void Other_shapes_than_squares_are_covered()
    {
        Assert.Equal((64, 48), new ResizeCenterCrop(56, 28).Resized(128, 96));
        Assert.Equal((64, 128), new ResizeCenterCrop(56, 28).Resized(30, 60));
        Assert.Equal((56, 28), Size(Apply(new ResizeCenterCrop(56, 28), TestImage.Make("noise", 1, 30, 60))));
    }

    [Fact]
    public void Half_of_the_images_are_mirrored_each_way()
    {
        var source = TestImage.Make("noise", 1, 9, 7);
        var found = Enumerable.Range(0, 4000).GroupBy(sample => TestImage.Hash(Apply(new RandomFlip(0.5, 0.5), source, sample))).Select(group => group.Count()).ToList();
        Assert.Equal(4, found.Count);
        Assert.All(found, count => Assert.InRange(count, 860, 1140));
    }

    [Fact]
    public void A_padded_crop_is_the_image_moved_with_black_behind()
    {
        var source = TestImage.Make("edges", 77, 6, 5);
        var seen = new HashSet<(int, int)>();
        for (var sample = 0; sample < 600; sample++)
        {
            var actual = Apply(new RandomPaddedCrop(6, 5, 2), source, sample);
            var matches = from top in Enumerable.Range(-2, 5) from left in Enumerable.Range(-2, 5) where TestImage.Hash(Moved(source, left, top, 6, 5)) == TestImage.Hash(actual) select (left, top);
            seen.Add(Assert.Single(matches));
        }

        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public void A_padded_crop_of_a_small_image_holds_all_of_it()
    {
        var source = TestImage.Make("edges", 77, 6, 5);
        for (var sample = 0; sample < 50; sample++)
        {
            var actual = Apply(new RandomPaddedCrop(10, 9), source, sample);
            var matches = from top in Enumerable.Range(-4, 5) from left in Enumerable.Range(-4, 5) where TestImage.Hash(Moved(source, left, top, 10, 9)) == TestImage.Hash(actual) select (left, top);
            Assert.Single(matches);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_chain_runs_in_order_and_ends_in_the_target(int length)
    {
        IImageTransform[] transforms = [new RandomFlip(1), new ResizeCenterCrop(30, 30), new RandomFlip(0, 1), new ResizeCenterCrop(20, 20, 1)];
        var expected = TestImage.Make("noise", 1, 50, 40);
        foreach (var transform in transforms.Take(length))
        {
            expected = Apply(transform, expected);
        }

        Assert.Equal(TestImage.Hash(expected), TestImage.Hash(Apply(new TransformChain(transforms[..length]), TestImage.Make("noise", 1, 50, 40))));
    }

    private static IImageTransform Transform(string[] arguments) => arguments[0] switch
    {
        "center" => new ResizeCenterCrop(TestImage.Whole(arguments[1]), TestImage.Whole(arguments[1]), TestImage.Real(arguments[2])) { Filter = Enum.Parse<ResampleFilter>(arguments[3], ignoreCase: true) },
        "hflip" => new RandomFlip(1),
        "vflip" => new RandomFlip(0, 1),
        _ => new RandomFlip(1, 1),
    };

    private static RgbImage Apply(IImageTransform transform, RgbImage source, int sample = 0)
    {
        var (target, random) = (new RgbImage(), new RandomStream(1, 0, sample));
        transform.Apply(source, target, ref random);
        return target;
    }

    private static (int Width, int Height) Size(RgbImage image) => (image.Width, image.Height);

    private static RgbImage Moved(RgbImage source, int left, int top, int width, int height)
    {
        var target = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = (x + left, y + top);
                if (fromX >= 0 && fromX < source.Width && fromY >= 0 && fromY < source.Height)
                {
                    source.Row(fromY).Slice(fromX * 3, 3).CopyTo(target.Row(y)[(x * 3)..]);
                }
            }
        }

        return target;
    }
}
