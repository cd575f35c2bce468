using System.Globalization;

namespace SeNetGen.Language.Shapes;

/// <summary>Writes sets of sizes in words.</summary>
internal static class SizeSetText
{
    private const int LongestList = 6;

    /// <summary>The set in words: <c>31-34, then every 32</c>.</summary>
    public static string Describe(SizeSet sizes)
    {
        if (sizes.Finite is { } finite)
        {
            var shown = finite.Take(LongestList).Select(Text).ToList();
            if (finite.Count == 1)
            {
                return shown[0] + " alone";
            }

            return finite.Count > LongestList
                ? $"{string.Join(", ", shown)} and {Text(finite.Count - LongestList)} others"
                : $"{string.Join(", ", shown.Take(shown.Count - 1))} and {shown[shown.Count - 1]}";
        }

        if (sizes.Period == 1)
        {
            return $"{Text(sizes.Minimum)} and more";
        }

        var runs = Runs(sizes);
        if (runs.Count > LongestList)
        {
            return $"{string.Join(", ", runs.Take(LongestList))}, ... ({Text(sizes.Residues.Count)} of every {Text(sizes.Period)})";
        }

        return $"{string.Join(", ", runs)}, then every {Text(sizes.Period)}";
    }

    // The runs that begin within a period of the minimum; the last is followed to its own end.
    private static List<string> Runs(SizeSet sizes)
    {
        var runs = new List<string>();
        var size = sizes.Minimum;
        while (size < sizes.Minimum + sizes.Period)
        {
            if (!sizes.Contains(size))
            {
                size++;
                continue;
            }

            var first = size;
            while (sizes.Contains(size + 1))
            {
                size++;
            }

            runs.Add(size == first ? Text(first) : $"{Text(first)}-{Text(size)}");
            size++;
        }

        return runs;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
