namespace SeNetGen.App.CommandLine;

/// <summary>Lets every option be written with <c>-</c> or <c>_</c> between its words: <c>--data-dir</c> is <c>--data_dir</c>.</summary>
internal static class ArgumentNormaliser
{
    /// <summary>The arguments with the options' names as they are declared; what stands after <c>--</c>, and every value, is kept.</summary>
    public static string[] Normalise(IReadOnlyList<string> arguments)
    {
        var result = new string[arguments.Count];
        var optionsEnded = false;
        for (var i = 0; i < result.Length; i++)
        {
            var argument = arguments[i];
            optionsEnded |= argument == "--";
            result[i] = optionsEnded || !IsLongOption(argument) ? argument : Normalise(argument);
        }

        return result;
    }

    private static bool IsLongOption(string argument) => argument.Length > 2 && argument.StartsWith("--", StringComparison.Ordinal);

    private static string Normalise(string argument)
    {
        var end = argument.AsSpan().IndexOfAny('=', ':');
        var name = end < 0 ? argument : argument[..end];
        return string.Concat("--", name[2..].Replace('-', '_'), end < 0 ? "" : argument[end..]);
    }
}
