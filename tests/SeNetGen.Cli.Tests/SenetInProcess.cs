using SeNetGen.App;

namespace SeNetGen.Cli.Tests;

/// <summary>The commands without a process of their own: quick, for those that compute nothing.</summary>
internal static class SenetInProcess
{
    private static readonly Lock Console = new();

    /// <summary>Runs a command with the zoo's networks; the program's name in messages is the test host's.</summary>
    public static SenetResult Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        lock (Console)
        {
            var (console, errors) = (System.Console.Out, System.Console.Error);
            try
            {
                System.Console.SetOut(output);
                System.Console.SetError(error);
                return new(SenetApp.Run(arguments, Zoo.Architectures.All), output.ToString(), error.ToString());
            }
            finally
            {
                System.Console.SetOut(console);
                System.Console.SetError(errors);
            }
        }
    }
}
