namespace SeNetGen.App.Output;

/// <summary>The sentence that ends a check.</summary>
internal static class Verdicts
{
    /// <summary>How many files were checked and what was found: <c>3 files checked: 1 error, 2 warnings</c>.</summary>
    public static string Of(int files, int errors, int warnings)
    {
        var faults = (errors, warnings) switch
        {
            (0, 0) => "no faults",
            (0, _) => Count(warnings, "warning"),
            (_, 0) => Count(errors, "error"),
            _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}",
        };
        return $"{Count(files, "file")} checked: {faults}";
    }

    private static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");
}
