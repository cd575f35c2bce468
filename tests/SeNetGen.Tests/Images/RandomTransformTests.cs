using SeNetGen.Images;
using SeNetGen.Images.Operations;
using SeNetGen.Images.Transforms;
using SeNetGen.Tests.Images.Vectors;

namespace SeNetGen.Tests.Images;

public sealed class RandomTransformTests
{
    [Fact]
    public void Jitter_runs_every_order_of_its_four_steps()
    {
        var source = TestImage.Make("noise", 4, 20, 16);
        var jitter = new ColorJitter(0.4, 0.4, 0.4, 0.1);
        var orders = new Dictionary<string, int>();
        for (var sample = 0; sample < 1200; sample++)
        {
            var actual = TestImage.Hash(Apply(jitter, source, sample));
            // The factors come after the order's draws, whatever the order is.
            var random = new RandomStream(1, 0, sample);
            random.Chance(1);
            random.Shuffle<int>([0, 1, 2, 3]);
            double[] factors = [random.Uniform(0.6, 1.4), random.Uniform(0.6, 1.4), random.Uniform(0.6, 1.4), random.Uniform(-0.1, 0.1)];
            foreach (var order in Orders([0, 1, 2, 3]))
            {
                if (TestImage.Hash(Steps(source, order, factors)) == actual)
                {
                    var name = string.Concat(order);
                    orders[name] = orders.GetValueOrDefault(name) + 1;
                }
            }
        }

        Assert.Equal(24, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 25, 110));
    }

    [Fact]
    public void Factors_are_drawn_from_their_whole_range_and_no_further()
    {
        var white = new RgbImage(1, 1);
        white.Span.Fill(100);
        var values = Enumerable.Range(0, 4000).Select(sample => (double)Apply(new ColorJitter(0.4, 0, 0), white, sample).Span[0]).ToList();
        Assert.InRange(values.Min(), 59, 61);
        Assert.InRange(values.Max(), 138, 140);
        Assert.InRange(values.Average(), 98.5, 100.5);

        // Below 0 a factor does not go.
        values = [.. Enumerable.Range(0, 4000).Select(sample => (double)Apply(new ColorJitter(1.5, 0, 0), white, sample).Span[0])];
        Assert.Equal(0, values.Min());
        Assert.InRange(values.Max(), 245, 249);
    }

    [Fact]
    public void A_probability_is_the_share_of_changed_images()
    {
        Assert.InRange(Changed(new ColorJitter(0.4, 0.4, 0.4) { Probability = 0.3 }), 0.27, 0.33);
        Assert.InRange(Changed(new RandomGreyscale(0.2)), 0.17, 0.23);
        Assert.InRange(Changed(new RandomGaussianBlur(0.5, 0.5)), 0.47, 0.53);
        Assert.InRange(Changed(new RandomErasing(0.25) { Mode = ErasingMode.Pixel }), 0.22, 0.28);
        Assert.Equal(0, Changed(new RandomGreyscale(0)));
        Assert.Equal(1, Changed(new RandomGreyscale(1)));
    }

    [Fact]
    public void Erased_rectangles_have_an_allowed_area_and_shape()
    {
        var source = new RgbImage(60, 50);
        source.Span.Fill(255);
        var shares = new List<double>();
        for (var sample = 0; sample < 2000; sample++)
        {
            var erased = Apply(new RandomErasing(1), source, sample);
            var (left, top, width, height, count) = Box(erased, (124, 116, 104));
            Assert.Equal(width * height, count);
            Assert.True(left + width <= 60 && top + height <= 50);
            Assert.InRange((double)height / width, 0.27, 3.7);
            shares.Add(count / 3000.0);
        }

        Assert.InRange(shares.Min(), 0.018, 0.03);
        Assert.InRange(shares.Max(), 0.3, 0.34);
        Assert.InRange(shares.Average(), 0.155, 0.18);
    }

    [Fact]
    public void Several_rectangles_share_the_area()
    {
        var source = new RgbImage(60, 50);
        source.Span.Fill(255);
        for (var sample = 0; sample < 300; sample++)
        {
            var (_, _, _, _, count) = Box(Apply(new RandomErasing(1) { Count = 4 }, source, sample), (124, 116, 104));
            Assert.InRange(count / 3000.0, 0.003, 0.36);
        }
    }

    [Fact]
    public void Noise_has_the_mean_and_deviation_of_the_normalisation()
    {
        var source = new RgbImage(80, 80);
        var pixels = new List<double>();
        for (var sample = 0; sample < 20; sample++)
        {
            var erased = Apply(new RandomErasing(1) { Mode = ErasingMode.Pixel, Mean = [128, 128, 128], Std = [40, 40, 40] }, source, sample);
            pixels.AddRange(erased.Span.ToArray().Where(value => value > 0).Select(value => (double)value));
        }

        Assert.True(pixels.Count > 10_000);
        Assert.InRange(pixels.Average(), 127, 129);
        Assert.InRange(Math.Sqrt(pixels.Average(value => (value - 128) * (value - 128))), 39, 41);
    }

    [Fact]
    public void A_random_colour_is_one_for_the_rectangle()
    {
        var source = new RgbImage(40, 40);
        var colours = new HashSet<(byte, byte, byte)>();
        for (var sample = 0; sample < 50; sample++)
        {
            var erased = Apply(new RandomErasing(1) { Mode = ErasingMode.Rand, Mean = [128, 128, 128], Std = [20, 20, 20] }, source, sample);
            var found = Enumerable.Range(0, 1600).Select(i => (erased.Span[3 * i], erased.Span[(3 * i) + 1], erased.Span[(3 * i) + 2])).Where(colour => colour != (0, 0, 0)).Distinct();
            colours.Add(Assert.Single(found));
        }

        Assert.True(colours.Count > 45);
    }

    [Fact]
    public void Beta_and_Dirichlet_numbers_have_their_moments()
    {
        foreach (var alpha in new[] { 0.1, 0.2, 0.8, 1, 5 })
        {
            var numbers = new double[20_000];
            var weights = new double[3];
            var squares = 0.0;
            for (var sample = 0; sample < numbers.Length; sample++)
            {
                var random = new RandomStream(1, 0, sample);
                numbers[sample] = random.Beta(alpha);
                random.Dirichlet(alpha, weights);
                Assert.Equal(1, weights.Sum(), 9);
                squares += weights[0] * weights[0];
            }

            // Mean 1/2, variance 1 / (4 (2 alpha + 1)); of a share of three: E[w^2] = (alpha + 1) / (3 (3 alpha + 1)).
            Assert.InRange(numbers.Average(), 0.49, 0.51);
            Assert.Equal(1 / (4 * ((2 * alpha) + 1)), numbers.Average(number => (number - 0.5) * (number - 0.5)), 0.004);
            Assert.Equal((alpha + 1) / (3 * ((3 * alpha) + 1)), squares / numbers.Length, 0.01);
        }
    }

    private static double Changed(IImageTransform transform)
    {
        var source = TestImage.Make("noise", 4, 20, 16);
        var before = TestImage.Hash(source);
        return Enumerable.Range(0, 3000).Count(sample => TestImage.Hash(Apply(transform, source, sample)) != before) / 3000.0;
    }

    private static RgbImage Steps(RgbImage source, int[] order, double[] factors)
    {
        var image = new RgbImage();
        image.CopyFrom(source);
        foreach (var step in order)
        {
            Action<RgbImage, double> change = step switch { 0 => Enhancement.Brightness, 1 => Enhancement.Contrast, 2 => Enhancement.Saturation, _ => Hue.Shift };
            change(image, factors[step]);
        }

        return image;
    }

    private static IEnumerable<int[]> Orders(int[] items)
        => items.Length == 0 ? [[]] : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static (int Left, int Top, int Width, int Height, int Count) Box(RgbImage image, (byte Red, byte Green, byte Blue) colour)
    {
        var places = from y in Enumerable.Range(0, image.Height)
                     from x in Enumerable.Range(0, image.Width)
                     let at = 3 * ((y * image.Width) + x)
                     where (image.Span[at], image.Span[at + 1], image.Span[at + 2]) == colour
                     select (x, y);
        var found = places.ToList();
        var (left, top) = (found.Min(place => place.x), found.Min(place => place.y));
        return (left, top, found.Max(place => place.x) - left + 1, found.Max(place => place.y) - top + 1, found.Count);
    }

    private static RgbImage Apply(IImageTransform transform, RgbImage source, int sample)
    {
        var (target, random) = (new RgbImage(), new RandomStream(1, 0, sample));
        transform.Apply(source, target, ref random);
        return target;
    }
}
