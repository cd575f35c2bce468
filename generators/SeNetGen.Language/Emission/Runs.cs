using SeNetGen.Language.Lowering;

namespace SeNetGen.Language.Emission;

/// <summary>Runs of equal calls in a repeated layer, and the expression that chooses among them by <c>index</c>.</summary>
internal static class Runs
{
    /// <summary>The runs: what is printed, and the index after the last child of the run.</summary>
    public static IReadOnlyList<(string Text, int End)> Of(IReadOnlyList<TemplateCall> calls, Func<TemplateCall, string> print)
    {
        var runs = new List<(string Text, int End)>();
        for (var i = 0; i < calls.Count; i++)
        {
            var text = print(calls[i]);
            if (runs.Count > 0 && runs[runs.Count - 1].Text == text)
            {
                runs[runs.Count - 1] = (text, i + 1);
            }
            else
            {
                runs.Add((text, i + 1));
            }
        }

        return runs;
    }

    /// <summary>The lines of a statement whose only run stands behind an arrow: below it where the line would be too wide.</summary>
    public static IReadOnlyList<string> Single(string before, string text, string after) =>
        before.Length + text.Length + after.Length + 9 <= LineWrapper.Width ? [$"{before} {text}{after}"] : [before, text + after];

    /// <summary>The lines of a statement that chooses a run by <c>index</c>.</summary>
    public static IReadOnlyList<string> Choose(string before, IReadOnlyList<(string Text, int End)> runs, string after)
    {
        if (runs.Count == 1)
        {
            return [before + runs[0].Text + after];
        }

        if (runs.Count == 2)
        {
            var condition = runs[0].End == 1 ? "index == 0" : $"index < {SourceText.Number(runs[0].End)}";
            return [before + condition, $"? {runs[0].Text}", $": {runs[1].Text}{after}"];
        }

        var lines = new List<string> { before + "index switch", "{" };
        var start = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var isSingle = runs[i].End == start + 1;
            var pattern = i == runs.Count - 1 ? "_" : isSingle ? SourceText.Number(start) : "< " + SourceText.Number(runs[i].End);
            lines.Add($"    {pattern} => {runs[i].Text},");
            start = runs[i].End;
        }

        lines.Add("}" + after);
        return lines;
    }
}
