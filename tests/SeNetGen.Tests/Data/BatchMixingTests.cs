using SeNetGen.Data;
using SeNetGen.Images.Resampling;
using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Data;

public sealed class BatchMixingTests : IDisposable
{
    private readonly DisposeScope _scope;

    public BatchMixingTests()
    {
        LibTorch.EnsureLoaded();
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Mixup_weighs_an_image_and_its_partner(int count)
    {
        var before = Images(count);
        var after = before.clone();
        BatchMixing.Mix(after, new BatchMix(0.7, null));
        Assert.True(after.allclose((before * 0.7f) + (before.flip(0) * 0.3f), atol: 1e-6));
    }

    [Fact]
    public void Cutmix_takes_the_box_from_the_partner_and_nothing_else()
    {
        var before = Images(4);
        var after = before.clone();
        BatchMixing.Mix(after, new BatchMix(0.5, new CropRectangle(2, 1, 3, 4)));
        var (old, mixed, partner) = (before.data<float>().ToArray(), after.data<float>().ToArray(), before.flip(0).data<float>().ToArray());
        for (var i = 0; i < old.Length; i++)
        {
            var (x, y) = (i % 8, i / 8 % 6);
            Assert.Equal(x is >= 2 and < 5 && y is >= 1 and < 5 ? partner[i] : old[i], mixed[i]);
        }
    }

    [Fact]
    public void Strides_of_channels_last_stay()
    {
        var images = Images(4).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var strides = images.stride();
        foreach (var mix in new[] { new BatchMix(0.7, null), new BatchMix(0.5, new CropRectangle(2, 1, 3, 4)) })
        {
            BatchMixing.Mix(images, mix);
            Assert.Equal(strides, images.stride());
        }
    }

    [Fact]
    public void Nothing_changes_at_a_share_of_one()
    {
        var before = Images(4);
        var after = before.clone();
        BatchMixing.Mix(after, BatchMix.None);
        Assert.Equal(before.data<float>().ToArray(), after.data<float>().ToArray());
    }

    [Fact]
    public void Targets_share_the_labels_and_contain_the_smoothing()
    {
        // timm's mixup_target: off = 0.1 / 4, on = 0.9 + off; 0.7 of the own label, 0.3 of the partner's.
        var targets = BatchMixing.Targets(tensor(new long[] { 0, 1, 2, 3 }), 4, 0.1, new BatchMix(0.7, null));
        var expected = tensor(new[] { 0.655f, 0.025f, 0.025f, 0.295f, 0.025f, 0.655f, 0.295f, 0.025f, 0.025f, 0.295f, 0.655f, 0.025f, 0.295f, 0.025f, 0.025f, 0.655f }, [4, 4]);
        Assert.True(targets.allclose(expected, atol: 1e-6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Soft_targets_of_an_unmixed_batch_give_the_loss_of_its_labels(double smoothing)
    {
        var labels = tensor(new long[] { 0, 3, 2, 1 });
        var logits = Images(4).flatten(1).narrow(1, 0, 5);
        var targets = BatchMixing.Targets(labels, 5, smoothing, BatchMix.None);
        var soft = nn.functional.cross_entropy(logits, targets).ToDouble();
        Assert.Equal(nn.functional.cross_entropy(logits, labels, label_smoothing: smoothing).ToDouble(), soft, 1e-5);
    }

    [Fact]
    public void A_mixed_loss_is_the_mixture_of_two_losses()
    {
        var labels = tensor(new long[] { 0, 3, 2, 1 });
        var logits = Images(4).flatten(1).narrow(1, 0, 5);
        var mixed = nn.functional.cross_entropy(logits, BatchMixing.Targets(labels, 5, 0.1, new BatchMix(0.3, null))).ToDouble();
        var own = nn.functional.cross_entropy(logits, labels, label_smoothing: 0.1).ToDouble();
        var partners = nn.functional.cross_entropy(logits, labels.flip(0), label_smoothing: 0.1).ToDouble();
        Assert.Equal((0.3 * own) + (0.7 * partners), mixed, 1e-5);
    }

    [Fact]
    public void Batches_are_mixed_as_often_and_as_much_as_asked()
    {
        var mixes = Draw(new BatchMixing(0.2, 1, 0.8, 0.4));
        Assert.InRange(mixes.Count(mix => mix.Share == 1) / 8000.0, 0.19, 0.225);
        var mixed = mixes.Where(mix => mix.Share < 1).ToList();
        Assert.InRange(mixed.Count(mix => mix.Box is not null) / (double)mixed.Count, 0.37, 0.42);

        // Beta(0.2, 0.2) has the variance 1 / (4 * 1.4).
        var shares = mixed.Where(mix => mix.Box is null).Select(mix => mix.Share).ToList();
        Assert.InRange(shares.Average(), 0.48, 0.52);
        Assert.Equal(1 / 5.6, shares.Average(share => (share - 0.5) * (share - 0.5)), 0.005);
    }

    [Fact]
    public void A_cut_s_share_is_what_remains_of_the_image()
    {
        var mixes = Draw(new BatchMixing(0, 1)).Where(mix => mix.Share < 1).ToList();
        Assert.All(mixes, mix =>
        {
            Assert.True(mix.Box!.Value.IsInside(40, 30), mix.ToString());
            Assert.Equal(1 - (mix.Box.Value.Width * mix.Box.Value.Height / 1200.0), mix.Share, 1e-12);
        });

        // A whole box of side sqrt(1 - share) with share uniform would average 1/2; the border cuts some off.
        Assert.InRange(mixes.Average(mix => mix.Share), 0.6, 0.72);
        Assert.Contains(mixes, mix => mix.Box!.Value.Left == 0);
        Assert.Contains(mixes, mix => mix.Box!.Value.Left + mix.Box.Value.Width == 40);
    }

    [Fact]
    public void One_method_alone_is_always_itself()
    {
        Assert.All(Draw(new BatchMixing(0.4, 0)), mix => Assert.Null(mix.Box));
        Assert.DoesNotContain(Draw(new BatchMixing(0, 0.4)), mix => mix.Share < 1 && mix.Box is null);
        Assert.All(Draw(new BatchMixing(0, 0)), mix => Assert.Equal(BatchMix.None, mix));
        Assert.All(Draw(new BatchMixing(1, 1, 0)), mix => Assert.Equal(BatchMix.None, mix));
    }

    [Fact]
    public void A_step_is_mixed_alike_in_a_resumed_run_and_otherwise_in_another()
    {
        var mixing = new BatchMixing(0.2, 1);
        Assert.Equal(mixing.Draw(1, 2, 3, 40, 30), new BatchMixing(0.2, 1).Draw(1, 2, 3, 40, 30));
        Assert.Equal(4, new[] { mixing.Draw(1, 2, 3, 40, 30), mixing.Draw(1, 2, 4, 40, 30), mixing.Draw(1, 3, 3, 40, 30), mixing.Draw(2, 2, 3, 40, 30) }.Distinct().Count());
    }

    private static List<BatchMix> Draw(BatchMixing mixing) => [.. Enumerable.Range(0, 8000).Select(step => mixing.Draw(1, 1, step, 40, 30))];

    private static Tensor Images(int count) => arange(count * 2 * 6 * 8, dtype: ScalarType.Float32).mul(7919).remainder(1009).div(500).reshape(count, 2, 6, 8);
}
