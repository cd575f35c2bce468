using SeNetGen.Images;
using SeNetGen.Images.Augmentation;
using SeNetGen.Images.Operations;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class AugmentationPolicyTests
{
    private static readonly AugmentSettings Settings = new() { Fill = new Rgb(124, 116, 104) };

    [Theory]
    [InlineData("original", 30_000)]
    [InlineData("originalr", 30_000)]
    [InlineData("v0", 60_000)]
    [InlineData("v0r", 60_000)]
    [InlineData("rand-m9-n1", 3000)]
    [InlineData("rand-m5-n1-inc1", 3000)]
    [InlineData("rand-m9-mmax20-n1-inc1-p1", 3000)]
    [InlineData("rand-m10-n1", 3000)]
    public void A_policy_gives_what_timm_s_can_give_and_nothing_else(string policy, int samples)
    {
        var cases = TestImage.Cases("policies.txt").Where(fields => fields[0] == policy).ToList();
        var expected = cases.Select(fields => fields[2]).ToHashSet();
        Assert.True(expected.Count > 15);

        var actual = Results(AutoAugmentation.Parse(policy, Settings), TestImage.Parse(cases[0][1]), samples);
        Assert.Empty(actual.Except(expected));
        Assert.Empty(expected.Except(actual));
    }

    [Fact]
    public void TrivialAugment_gives_what_torchvision_s_can_give_and_nothing_else()
    {
        var lines = TestImage.Cases("trivial.txt").Select(fields => fields[0]).ToList();
        var actual = Results(new TrivialAugmentWide(), TestImage.Parse(lines[0]), 20_000);
        Assert.Empty(actual.Except(lines.Skip(1)));
        Assert.Empty(lines.Skip(1).Except(actual));
    }

    [Fact]
    public void Chains_are_mixed_as_timm_does()
    {
        foreach (var fields in TestImage.Cases("policies.txt").Where(fields => fields[0].StartsWith("mix", StringComparison.Ordinal)))
        {
            var numbers = fields[0].Split(' ').Skip(1).Select(TestImage.Real).ToArray();
            var (source, target) = (TestImage.Parse(fields[1]), new RgbImage());
            var sum = new float[source.Length];
            for (var i = 0; i < 3; i++)
            {
                AugMix.AddTo(sum, TestImage.Make("noise", i + 1, source.Width, source.Height), (float)numbers[i]);
            }

            AugMix.Finish(sum, source, target, (float)numbers[3]);
            Assert.Equal(fields[2], TestImage.Hash(target));
        }
    }

    [Fact]
    public void AugMix_stays_between_the_image_and_one_operation_when_there_is_one_chain_of_one()
    {
        var source = TestImage.Make("noise", 7, 24, 20);
        var mix = AutoAugmentation.Parse("augmix-m3-w1-d1", Settings);
        // At magnitude 3 each operation changes few pixels by much; most of what comes out lies near the image.
        var distances = Enumerable.Range(0, 500).Select(sample => Distance(source, Apply(mix, TestImage.Make("noise", 7, 24, 20), sample))).ToList();
        Assert.All(distances, distance => Assert.InRange(distance, 0, 128));
        Assert.InRange(distances.Average(), 2, 60);
        Assert.True(distances.Distinct().Count() > 300);
    }

    [Fact]
    public void AugMix_leaves_its_source_alone_until_the_last_blend()
    {
        // Three chains start from the same pixels: with no operation that changes the image, nothing changes.
        var source = new RgbImage(8, 8);
        source.Span.Fill(128);
        var mix = AutoAugmentation.Parse("augmix-m0-w3-d2", Settings with { Fill = Rgb.MiddleGrey });
        for (var sample = 0; sample < 200; sample++)
        {
            var image = new RgbImage();
            image.CopyFrom(source);
            // Weights sum to 1 but for rounding, which the cut-off fraction shows; posterize at magnitude 0 keeps four bits, which 128 has.
            Assert.All(Apply(mix, image, sample).Span.ToArray(), value => Assert.InRange(value, 126, 128));
        }
    }

    [Fact]
    public void The_three_of_3a_are_drawn_alike()
    {
        var source = TestImage.Make("noise", 5, 24, 20);
        var (solarized, grey) = (TestImage.Make("noise", 5, 24, 20), TestImage.Make("noise", 5, 24, 20));
        PointTable.Solarize(solarized, 128);
        Greyscale.Apply(grey);
        var found = Enumerable.Range(0, 1500).Select(sample => TestImage.Hash(Apply(AutoAugmentation.Parse("3a", Settings), TestImage.Make("noise", 5, 24, 20), sample))).ToList();
        Assert.InRange(found.Count(hash => hash == TestImage.Hash(solarized)), 420, 580);
        Assert.InRange(found.Count(hash => hash == TestImage.Hash(grey)), 420, 580);
        Assert.True(found.Distinct().Count() > 400, "blurs have radii of their own");
        Assert.DoesNotContain(TestImage.Hash(source), found);
    }

    [Fact]
    public void Noise_on_the_magnitude_has_the_asked_deviation()
    {
        // Brightness alone, read back from a white image: factor = value / 255 = 0.18 * magnitude + 0.1.
        var runner = new AugmentRunner(new AugmentSettings { MagnitudeStd = 0.5 });
        var magnitudes = Enumerable.Range(0, 3000).Select(sample => Magnitude(runner, 3, sample)).ToList();
        Assert.InRange(magnitudes.Average(), 2.95, 3.05);
        Assert.InRange(Math.Sqrt(magnitudes.Average(m => (m - 3) * (m - 3))), 0.47, 0.53);

        runner = new AugmentRunner(new AugmentSettings { MagnitudeStd = 101 });
        magnitudes = [.. Enumerable.Range(0, 3000).Select(sample => Magnitude(runner, 4, sample))];
        Assert.InRange(magnitudes.Average(), 1.9, 2.1);
        Assert.InRange(magnitudes.Max(), 3.9, 4.02);
    }

    [Fact]
    public void Weighted_operations_are_drawn_once_and_as_often_as_they_weigh()
    {
        // Rotate weighs 0.3: with one layer at probability 1 this share of a square of one colour turns a corner grey.
        var augment = AutoAugmentation.Parse("rand-m10-n1-w0-p1", Settings);
        var moved = 0;
        for (var sample = 0; sample < 4000; sample++)
        {
            var image = new RgbImage(16, 16);
            image.Span.Fill(255);
            moved += Apply(augment, image, sample).Span.IndexOf((byte)124) >= 0 ? 1 : 0;
        }

        // Rotate, both shears and both translations: 0.9.
        Assert.InRange(moved / 4000.0, 0.88, 0.92);
        // All that have a weight, each once: the most layers there can be.
        Apply(AutoAugmentation.Parse("rand-n40-w0", Settings), TestImage.Make("noise", 1, 9, 9), 1);
    }

    [Fact]
    public void Two_layers_run_both()
    {
        var source = TestImage.Make("noise", 7, 24, 20);
        var one = Results(AutoAugmentation.Parse("rand-m9-n1-p1", Settings), source, 1000);
        var two = Results(AutoAugmentation.Parse("rand-m9-n2-p1", Settings), source, 1000);
        Assert.True(two.Except(one).Count() > 200);
    }

    [Theory]
    [InlineData("randaug-m9-n2-w0-mstd0.5-mmax10-inc1")]
    [InlineData("rand-m9-mstd0.5-inc1")]
    [InlineData("autoaug")]
    [InlineData("autoaugr-mstd0.5")]
    [InlineData("augmix-m5-w4-d2-a1")]
    [InlineData("trivialaugwide-m31")]
    [InlineData("3a")]
    public void Same_numbers_give_the_same_pixels_and_nothing_is_allocated(string text)
    {
        var (first, second) = (AutoAugmentation.Parse(text, Settings), AutoAugmentation.Parse(text, Settings));
        var (source, left, right) = (new RgbImage(), new RgbImage(), new RgbImage());
        var original = TestImage.Make("noise", 2, 33, 27);
        for (var sample = 0; sample < 60; sample++)
        {
            source.CopyFrom(original);
            var random = new RandomStream(3, 1, sample);
            first.Apply(source, left, ref random);
            source.CopyFrom(original);
            random = new RandomStream(3, 1, sample);
            second.Apply(source, right, ref random);
            Assert.True(left.Span.SequenceEqual(right.Span), $"sample {sample}");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sample = 0; sample < 60; sample++)
        {
            source.CopyFrom(original);
            var random = new RandomStream(3, 1, sample);
            first.Apply(source, left, ref random);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("rnd-m9", "auto_augment 'rnd-m9': there is no policy 'rnd', did you mean 'rand'? (policies: rand, randaug, original, originalr, autoaug, autoaugr, v0, v0r, 3a, augmix, trivialaugwide)")]
    [InlineData("rand-x5", "auto_augment 'rand-x5': 'rand' has no section 'x5' (sections: m, n, p, mstd, mmax, inc, w, each with a number, as in 'm2')")]
    [InlineData("rand-m", "auto_augment 'rand-m': section 'm' lacks its number, as in 'm1'")]
    [InlineData("rand-m9-m8", "auto_augment 'rand-m9-m8': section 'm' stands there twice")]
    [InlineData("rand-m9x", "auto_augment 'rand-m9x': section 'm9x': not a number")]
    [InlineData("rand-n1.5", "auto_augment 'rand-n1.5': section 'n1.5': a whole number from 0 to 1000")]
    [InlineData("rand-p2", "auto_augment 'rand-p2': section 'p2': a probability is at most 1")]
    [InlineData("rand-w1", "auto_augment 'rand-w1': section 'w1': weights 0 are the only ones")]
    [InlineData("rand-inc2", "auto_augment 'rand-inc2': section 'inc2': it is 0 or 1")]
    [InlineData("augmix-a0", "auto_augment 'augmix-a0': section 'a0': it is above 0")]
    [InlineData("trivialaugwide-m1", "auto_augment 'trivialaugwide-m1': section 'm1': a whole number from 2 to 1000")]
    [InlineData("v0-m9", "auto_augment 'v0-m9': 'v0' has no section 'm9' (sections: mstd, each with a number, as in 'mstd2')")]
    public void What_is_wrong_with_a_text_is_said(string text, string message)
        => Assert.Equal(message, Assert.Throws<SenetException>(() => AutoAugmentation.Parse(text, Settings)).Message);

    private static HashSet<string> Results(IImageTransform transform, RgbImage original, int samples)
    {
        var (source, target) = (new RgbImage(), new RgbImage());
        var found = new HashSet<string>();
        for (var sample = 0; sample < samples; sample++)
        {
            source.CopyFrom(original);
            var random = new RandomStream(1, 0, sample);
            transform.Apply(source, target, ref random);
            found.Add(TestImage.Hash(target));
        }

        return found;
    }

    private static RgbImage Apply(IImageTransform transform, RgbImage source, int sample)
    {
        var (target, random) = (new RgbImage(), new RandomStream(1, 0, sample));
        transform.Apply(source, target, ref random);
        return target;
    }

    private static double Distance(RgbImage a, RgbImage b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a.Span[i] - b.Span[i]);
        }

        return sum / a.Length;
    }

    private static double Magnitude(AugmentRunner runner, double magnitude, int sample)
    {
        var (image, spare, random) = (new RgbImage(1, 1), new RgbImage(), new RandomStream(1, 0, sample));
        image.Span.Fill(255);
        var value = runner.Run(new AugmentStep(AugmentKind.Brightness, 1, magnitude), image, spare, ref random).Span[0];
        return (((value + 0.5) / 255) - 0.1) / 0.18;
    }
}
