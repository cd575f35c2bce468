using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Shapes;

public class LegalSizesTests
{
    private static readonly SourceRef Nowhere = new("a.senet.yaml", 1);

    [Fact]
    public void Without_demands_every_size_is_legal()
    {
        var sizes = Solve([], 224);
        Assert.Equal(SizeSet.From(1), sizes);
        Assert.Equal("1 and more", sizes!.Describe());
    }

    [Fact]
    public void A_bound_is_a_threshold()
    {
        var pooled = SizeFunction.Convolution(7, 2, 3, 1)!.Then(SizeFunction.Pool(3, 2, 1, false)!)!;
        var sizes = Solve([AtLeast(pooled, 5)], 224)!;
        Assert.Equal(17, sizes.Minimum);
        Assert.Equal("17 and more", sizes.Describe());
        Assert.False(sizes.Contains(16));
        Assert.True(pooled.At(17) >= 5 && pooled.At(16) < 5);
    }

    [Fact]
    public void An_equality_of_equal_slopes_leaves_residues()
    {
        // A pool that rounds down beside a convolution that rounds up.
        var sizes = Solve([Equal(SizeFunction.Pool(2, 2, 0, false)!, SizeFunction.Convolution(3, 2, 1, 1)!)], 224)!;
        Assert.Equal(new SizeSet(2, 2, new([0]), null), sizes);
        Assert.Equal("2, then every 2", sizes.Describe());
        Assert.Equal((120, 122), (sizes.NearestBelow(121), sizes.NearestAbove(121)));
        Assert.Null(sizes.NearestBelow(1));
    }

    [Fact]
    public void An_equality_of_unequal_slopes_leaves_finitely_many()
    {
        var sizes = Solve([Equal(SizeFunction.Convolution(3, 2, 1, 1)!, SizeFunction.Constant(7))], 13)!;
        Assert.Equal(new SizeSet(13, 1, new([0]), new([13, 14])), sizes);
        Assert.Equal("13 and 14", sizes.Describe());
        Assert.Equal((14, 13), (sizes.NearestBelow(99), sizes.NearestAbove(1)));
        Assert.Null(sizes.NearestAbove(15));
    }

    [Fact]
    public void Timms_anti_aliased_shortcuts_accept_31_to_34_then_every_32()
    {
        // seresnetaa50d: stem stride 2 and a pool of 2, then in three stages a 2x2 pool beside a pool in ceil mode.
        var x = SizeFunction.Convolution(3, 2, 1, 1)!.Then(SizeFunction.Pool(2, 2, 0, false)!)!;
        var constraints = new List<SizeConstraint> { AtLeast(x, 1) };
        for (var stage = 0; stage < 3; stage++)
        {
            var residual = x.Then(SizeFunction.Pool(2, 2, 0, false)!)!;
            var shortcut = x.Then(SizeFunction.Pool(2, 2, 0, true)!)!;
            constraints.Add(AtLeast(residual, 1));
            constraints.Add(Equal(residual, shortcut));
            x = residual;
        }

        var sizes = Solve(constraints, 224)!;
        Assert.Equal(new SizeSet(31, 32, new([0, 1, 2, 31]), null), sizes);
        Assert.Equal("31-34, then every 32", sizes.Describe());
        Assert.Equal((98, 127), (sizes.NearestBelow(121), sizes.NearestAbove(121)));
    }

    [Fact]
    public void Constraints_of_the_other_axis_are_passed_over()
    {
        var width = new SizeConstraint(false, SizeFunction.Identity, 50, null, "conv", Nowhere);
        Assert.Equal(SizeSet.From(1), Solve([width], 10));
    }

    [Fact]
    public void Without_the_declared_size_there_is_no_set()
    {
        var constraint = Equal(SizeFunction.Pool(2, 2, 0, false)!, SizeFunction.Same(2)!);
        Assert.Null(LegalSizes.Solve([constraint], true, 225, new FaultBag()));
        Assert.NotNull(LegalSizes.Solve([constraint], true, 224, new FaultBag()));
    }

    [Fact]
    public void Demands_that_no_size_meets_leave_no_set()
    {
        var one = Equal(SizeFunction.Identity, SizeFunction.Constant(7));
        var other = Equal(SizeFunction.Identity, SizeFunction.Constant(8));
        Assert.NotNull(LegalSizes.Solve([one], true, 7, new FaultBag()));
        Assert.Null(LegalSizes.Solve([one, other], true, 7, new FaultBag()));
        Assert.Null(LegalSizes.Solve([AtLeast(SizeFunction.One, 2)], true, 7, new FaultBag()));
    }

    [Fact]
    public void Demands_over_too_long_a_period_are_a_fault()
    {
        // Each has a short period; together they repeat after 127 * 131 pixels.
        static SizeConstraint Coarse(long stride) => Equal(SizeFunction.Pool(stride, stride, 0, false)!, SizeFunction.Same(stride)!);
        var faults = new FaultBag();
        Assert.Null(LegalSizes.Solve([Coarse(127) with { IsHeight = false }, Coarse(131) with { IsHeight = false }], false, 127, faults));
        Assert.Equal(
            "'layer': sizes are too intricate: the legal widths together with what 'layer' demands would repeat only after more than 16,384 pixels; "
            + "use smaller or fewer distinct strides",
            Message(faults));
    }

    [Fact]
    public void Legal_sizes_are_those_that_brute_force_finds()
    {
        var accepted = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var graph = new RandomGraph(seed);
            var sizes = LegalSizes.Solve(graph.Constraints, true, 1, new FaultBag());
            if (sizes is null)
            {
                // The declared size is not legal, perhaps none: take one that is.
                var legal = Enumerable.Range(1, 260).FirstOrDefault(size => graph.Runs(size));
                if (legal == 0)
                {
                    continue;
                }

                sizes = LegalSizes.Solve(graph.Constraints, true, legal, new FaultBag());
            }

            if (graph.IsIntricate)
            {
                continue;
            }

            Assert.True(sizes is not null, $"seed {seed}: no set");
            accepted++;
            for (var size = 1L; size < 260; size++)
            {
                Assert.True(sizes.Contains(size) == graph.Runs(size), $"seed {seed}, size {size}: {sizes.Describe()}");
            }

            Assert.True(sizes.Contains(sizes.Minimum), $"seed {seed}: the minimum is not legal");
        }

        Assert.True(accepted > 1_500);
    }

    [Fact]
    public void Nearest_sizes_are_those_that_a_search_finds()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = new RandomGraph(seed);
            var first = Enumerable.Range(1, 260).FirstOrDefault(size => graph.Runs(size));
            if (first == 0 || LegalSizes.Solve(graph.Constraints, true, first, new FaultBag()) is not { } sizes)
            {
                continue;
            }

            for (var size = 0L; size < 100; size++)
            {
                var below = Enumerable.Range(1, (int)size).Select(legal => (long?)legal).LastOrDefault(legal => sizes.Contains(legal!.Value));
                var above = Enumerable.Range((int)size, 20_000).Select(legal => (long?)legal).FirstOrDefault(legal => sizes.Contains(legal!.Value));
                Assert.Equal(below, sizes.NearestBelow(size));
                Assert.Equal(above, sizes.NearestAbove(size));
            }
        }
    }

    [Theory]
    [InlineData("8-10, 14, then every 16", 8, 16, new[] { 8, 9, 10, 14 })]
    [InlineData("33, 34, 63-66, then every 32", 33, 32, new[] { 31, 0, 1, 2 })]
    [InlineData("5, 7, then every 4", 5, 4, new[] { 1, 3 })]
    public void Describe_lists_the_runs_of_a_period(string expected, long minimum, int period, int[] residues) =>
        Assert.Equal(expected.Replace("33, 34", "33-34", StringComparison.Ordinal), new SizeSet(minimum, period, new(residues.Order().ToArray()), null).Describe());

    [Fact]
    public void Describe_cuts_long_lists_short()
    {
        Assert.Equal("1, 3, 5, 7, 9, 11, ... (8 of every 17)", new SizeSet(1, 17, new([1, 3, 5, 7, 9, 11, 13, 15]), null).Describe());
        Assert.Equal("7 alone", new SizeSet(7, 1, new([0]), new([7])).Describe());
        Assert.Equal("1, 2, 3, 4, 5, 6 and 2 others", new SizeSet(1, 1, new([0]), new([1, 2, 3, 4, 5, 6, 7, 8])).Describe());
    }

    [Fact]
    public void Composing_a_constraint_moves_it_to_the_outer_body()
    {
        var inner = SizeFunction.Same(2)!;
        var constraint = new SizeConstraint(true, SizeFunction.Identity, 5, null, "conv2", Nowhere);
        var outer = constraint.Compose(inner, "layer2.0")!;
        Assert.Equal("layer2.0.conv2", outer.Layer);
        Assert.Equal(inner, outer.Function);
        for (var size = 1L; size < 40; size++)
        {
            Assert.Equal(constraint.HoldsAt(inner.At(size)), outer.HoldsAt(size));
        }

        Assert.Equal("layer2.0", (constraint with { Layer = "" }).Compose(inner, "layer2.0")!.Layer);
        Assert.Equal("conv2", constraint.Compose(inner, "")!.Layer);
        Assert.Single(LegalSizes.Distinct([constraint, constraint with { Layer = "conv7" }], true));
        Assert.Null((constraint with { Function = SizeFunction.Same(200)! }).Compose(SizeFunction.Same(199)!, "x"));
        Assert.Null((constraint with { AtLeast = null, EqualTo = SizeFunction.Same(200) }).Compose(SizeFunction.Same(199)!, "x"));
    }

    private static SizeSet? Solve(IEnumerable<SizeConstraint> constraints, long declared)
    {
        var faults = new FaultBag();
        var sizes = LegalSizes.Solve(constraints, true, declared, faults);
        Assert.Empty(faults.Faults);
        return sizes;
    }

    private static SizeConstraint AtLeast(SizeFunction function, long least) => new(true, function, least, null, "layer", Nowhere);

    private static SizeConstraint Equal(SizeFunction left, SizeFunction right) => new(true, left, null, right, "layer", Nowhere);

    private static string Message(FaultBag faults)
    {
        var fault = faults.Faults.Single();
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, fault.Rule.MessageFormat,
            [.. fault.Arguments.Select(argument => argument.Text ?? "<place>")]);
    }
}
