using SeNetGen.Data;
using SeNetGen.Images;

namespace SeNetGen.Tests.Data;

public sealed class AugmentationTests
{
    [Fact]
    public void None_leaves_the_image()
    {
        var image = Image(5, 1);
        Assert.Equal(image, Apply(new Augmentation(), image, 5, 1, 3));
    }

    [Fact]
    public void Certain_mirroring_mirrors_rows_and_keeps_pixels_whole()
    {
        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7], Apply(new Augmentation(0, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 1, 3));
        Assert.Equal([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9], Apply(new Augmentation(0, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3, 3));
    }

    [Fact]
    public void A_crop_is_the_image_moved_with_black_behind()
    {
        var image = Image(6, 3);
        var seen = new HashSet<(int, int)>();
        for (var position = 0; position < 200; position++)
        {
            var cropped = Apply(new Augmentation(2), image, 6, 3, position);
            var matches = from top in Enumerable.Range(-2, 5) from left in Enumerable.Range(-2, 5) where Moved(image, 6, 3, top, left).SequenceEqual(cropped) select (top, left);
            seen.Add(Assert.Single(matches));
        }

        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public void Padding_beyond_the_image_gives_black()
        => Assert.Contains(Enumerable.Range(0, 50), position => Apply(new Augmentation(9), Image(2, 1), 2, 1, position).All(pixel => pixel == 0));

    [Fact]
    public void Half_of_the_images_are_mirrored()
    {
        var image = Image(4, 1);
        var mirrored = Enumerable.Range(0, 4000).Count(position => !Apply(new Augmentation(0, 0.5), image, 4, 1, position).SequenceEqual(image));

        // Binomial: 2000 with a deviation of 32; the numbers are fixed, so this cannot come and go.
        Assert.InRange(mirrored, 1840, 2160);
    }

    private static byte[] Image(int size, int channels) => [.. Enumerable.Range(1, size * size * channels).Select(i => (byte)i)];

    private static byte[] Apply(Augmentation augmentation, byte[] image, int size, int channels, int position)
    {
        var target = new byte[image.Length];
        Array.Fill(target, (byte)255);
        augmentation.Apply(image, target, size, size, channels, new RandomStream(7, 1, position));
        return target;
    }

    private static byte[] Moved(byte[] image, int size, int channels, int top, int left)
    {
        var target = new byte[image.Length];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (fromY, fromX) = (y + top, x + left);
                if (fromY >= 0 && fromY < size && fromX >= 0 && fromX < size)
                {
                    image.AsSpan(((fromY * size) + fromX) * channels, channels).CopyTo(target.AsSpan(((y * size) + x) * channels));
                }
            }
        }

        return target;
    }
}
