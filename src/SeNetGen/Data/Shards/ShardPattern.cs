using System.Globalization;
using System.Text.RegularExpressions;

namespace SeNetGen.Data.Shards;

/// <summary>
/// Names of shards written short, as WebDataset has them: <c>train-{000000..000146}.tar</c> counts, <c>{a,b}</c> lists, and <c>::</c> stands between
/// patterns. Braces nest, and several in one pattern combine, the last one fastest.
/// </summary>
public static partial class ShardPattern
{
    private const string Separator = "::";
    private const int MostNames = 1_000_000;

    /// <summary>All names, in order.</summary>
    /// <exception cref="SenetException">A brace without its partner, or more names than any set has shards.</exception>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var names = new List<string>();
        foreach (var part in pattern.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            names.AddRange(Expand(part, pattern));
        }

        return names;
    }

    [GeneratedRegex(@"^(\d+)\.\.(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Range { get; }

    private static List<string> Expand(string text, string whole)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return text.Contains('}', StringComparison.Ordinal) ? throw Unbalanced(whole) : [text];
        }

        var (close, commas) = FindClose(text, open, whole);
        var head = text[..open];
        if (head.Contains('}', StringComparison.Ordinal))
        {
            throw Unbalanced(whole);
        }

        var middles = Alternatives(text, open, close, commas, whole);
        var tails = Expand(text[(close + 1)..], whole);
        if ((long)middles.Count * tails.Count > MostNames)
        {
            throw new SenetException($"'{whole}' names more than {MostNames.ToString(CultureInfo.InvariantCulture)} shards: give the ones that there are");
        }

        return [.. from middle in middles from tail in tails select head + middle + tail];
    }

    private static List<string> Alternatives(string text, int open, int close, List<int> commas, string whole)
    {
        var body = text[(open + 1)..close];
        if (commas.Count > 0)
        {
            int[] edges = [open, .. commas, close];
            return [.. edges.Zip(edges.Skip(1), (from, to) => text[(from + 1)..to]).SelectMany(part => Expand(part, whole))];
        }

        if (Range.Match(body) is not { Success: true } range)
        {
            throw new SenetException($"'{{{body}}}' in '{whole}' is neither a range such as {{000000..000146}} nor a list such as {{a,b}}");
        }

        var (first, last) = (range.Groups[1].Value, range.Groups[2].Value);
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) || Math.Abs((long)to - from) >= MostNames)
        {
            throw new SenetException($"'{{{body}}}' in '{whole}' names more than {MostNames.ToString(CultureInfo.InvariantCulture)} shards: give the ones that there are");
        }

        // A leading zero on either side makes all as wide as the wider, as a shell has it.
        var width = first.StartsWith('0') || last.StartsWith('0') ? Math.Max(first.Length, last.Length) : 1;
        var numbers = Enumerable.Range(Math.Min(from, to), Math.Abs(to - from) + 1).Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));
        return [.. from <= to ? numbers : numbers.Reverse()];
    }

    private static (int Close, List<int> Commas) FindClose(string text, int open, string whole)
    {
        var commas = new List<int>();
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return (i, commas);
                case ',' when depth == 1:
                    commas.Add(i);
                    break;
            }
        }

        throw Unbalanced(whole);
    }

    private static SenetException Unbalanced(string pattern) => new($"'{pattern}' has a brace without its partner");
}
