using System.CommandLine;
using System.CommandLine.Help;
using SeNetGen.App.Output;

namespace SeNetGen.App.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class SharedOptions
{
    private static readonly string[] Levels = ["quiet", "normal", "debug"];

    /// <summary>Shows a command's help.</summary>
    public HelpOption Help { get; } = new("--help", "-h", "-?") { Recursive = true, Description = "Show this help.", Action = new HelpWriter() };

    /// <summary>One JSON document instead of text.</summary>
    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "Print one JSON document on standard output; logs go to standard error." };

    /// <summary>How much is said.</summary>
    public Option<string> VerbosityOption { get; } = CreateVerbosity();

    /// <summary>Where this run's words go, once that is known.</summary>
    public AppConsole? Console { get; set; }

    /// <summary>Whether results are to be JSON; also told where other things cannot be parsed.</summary>
    public bool IsJson(ParseResult parse) => parse.GetResult(Json) is { } result && result.GetValueOrDefault<bool>();

    /// <summary>How much is to be said.</summary>
    public Verbosity Verbosity(ParseResult parse) => parse.GetResult(VerbosityOption)?.Tokens is [{ Value: var level }]
        ? level switch { "quiet" => CommandLine.Verbosity.Quiet, "debug" => CommandLine.Verbosity.Debug, _ => CommandLine.Verbosity.Normal }
        : CommandLine.Verbosity.Normal;

    private static Option<string> CreateVerbosity()
    {
        var option = new Option<string>("--verbosity", "-v")
        {
            Recursive = true,
            HelpName = "quiet|normal|debug",
            Description = "How much is said: results and errors alone, progress too (default), or what finds a defect too.",
        };
        option.CompletionSources.Add(Levels);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var level }] && !Levels.Contains(level))
            {
                result.AddError($"verbosity is '{level}', not one of {string.Join(", ", Levels)}");
            }
        });
        return option;
    }
}
