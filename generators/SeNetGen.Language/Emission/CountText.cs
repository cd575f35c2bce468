using System.Globalization;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Emission;

/// <summary>A count that depends on runtime parameters as C# in 64 bits: <c>513L * classes + 11_266_624</c>.</summary>
internal static class CountText
{
    /// <summary>The expression.</summary>
    public static string Of(Dimension count, Func<string, string> rename)
    {
        // A dimension prints as terms joined by " + " and " - ", each of factors joined by " * ", the number first.
        var words = count.ToSource(rename).Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var isTermStart = i == 0 || words[i - 1] is "+" or "-";
            var isProduct = i + 1 < words.Length && words[i + 1] == "*";
            if (!isTermStart)
            {
                continue;
            }

            if (long.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                words[i] = SourceText.Number(number) + (isProduct ? "L" : "");
            }
            else if (isProduct)
            {
                words[i] = "(long)" + words[i];
            }
        }

        return string.Join(" ", words);
    }
}
