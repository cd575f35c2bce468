using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Tests.Syntax;

public class SkeletonScannerTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Finds_the_keys_one_indent_below_variants(string newLine)
    {
        var text = string.Join(newLine,
            "stem: { conv1: { conv: 4 }", "variants: # all", "  # the first", "  SeResNet18: { depths: [2, 2, 2, 2] }", "", "  'SeResNet34':",
            "    depths: [3, 4, 6, 3]", "  SeResNet50 :", "  broken", "blocks:", "  basic:", "");
        Assert.Equal(["SeResNet18", "SeResNet34", "SeResNet50"], SkeletonScanner.FindVariants(text));
    }

    [Fact]
    public void Finds_nothing_without_variants_in_column_0() =>
        Assert.Empty(SkeletonScanner.FindVariants("a:\n  variants:\n    X: {}\n"));

    [Fact]
    public void Names_that_differ_in_letter_case_alone_are_one_class() =>
        Assert.Equal(["Net"], SkeletonScanner.FindVariants("variants:\n  Net: {}\n  NET: {}\n"));
}
