using System.CommandLine;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Commands;
using SeNetGen.App.Output;
using SeNetGen.Modules;

namespace SeNetGen.App;

/// <summary>
/// The command line of SeNetGen for any set of generated networks. A project's whole <c>Program.cs</c> is
/// <c>return SenetApp.Run(args, Architectures.All);</c>.
/// </summary>
public static class SenetApp
{
    /// <summary>Runs the command that <paramref name="args"/> name.</summary>
    /// <param name="args">The command line, without the program's name.</param>
    /// <param name="networks">The networks that can be named: a project's <c>Architectures.All</c>.</param>
    /// <param name="options">A recipe and data that the program brings along; null: none.</param>
    /// <returns>The exit code: one of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] args, IReadOnlyList<NetworkInfo> networks, SenetAppOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(networks);
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        PrepareConsole();

        var root = BuildRoot(networks, options ?? new SenetAppOptions(), out var shared);
        var parse = root.Parse(ArgumentNormaliser.Normalise(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        var exitCode = Run(parse, shared);
        shared.Console?.Debug(MappedLibraries.Describe());
        Console.Out.Flush();
        return exitCode;
    }

    private static int Run(ParseResult parse, SharedOptions shared)
    {
        var console = new AppConsole(Console.Out, Console.Error, shared.IsJson(parse), shared.Verbosity(parse));
        if ((parse.Errors.Count > 0 || UsageErrors.FindUnknownOption(parse) is not null) && parse.Action is not { ClearsParseErrors: true })
        {
            if (parse.CommandResult.Command is RootCommand && parse.Tokens.Count == 0)
            {
                HelpWriter.Write(parse.CommandResult.Command, Console.Out);
                return ExitCodes.Done;
            }

            console.Fail(UsageErrors.Describe(parse, AppConsole.Program), ExitCodes.Usage);
            return ExitCodes.Usage;
        }

        try
        {
            shared.Console = console;
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = Console.Out, Error = Console.Error });
        }
        catch (SenetException exception)
        {
            console.Fail(exception.Message, exception.ExitCode);
            console.Debug(exception.ToString());
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.Fail(exception.Message, ExitCodes.BadInput);
            console.Debug(exception.ToString());
            return ExitCodes.BadInput;
        }
#pragma warning disable CA1031 // The last place that can tell a user that the fault is ours.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            console.Fail($"this is a defect of {AppConsole.Program}: {exception.GetType().Name}: {exception.Message} ('-v debug' shows where)", ExitCodes.Defect);
            console.Debug(exception.ToString());
            return ExitCodes.Defect;
        }
    }

    private static RootCommand BuildRoot(IReadOnlyList<NetworkInfo> networks, SenetAppOptions options, out SharedOptions shared)
    {
        var root = new RootCommand("Trains, validates and inspects SE-ResNets that were generated from YAML architecture files.");
        var own = new SharedOptions();
        shared = own;
        root.Options.Clear();
        root.Add(own.Help);
        var version = new Option<bool>("--version") { Description = "Show the versions of this program and of LibTorch, the CPU's capability and the devices.", Action = new VersionAction(own) };
        root.Add(version);
        root.Add(own.Json);
        root.Add(own.VerbosityOption);

        var names = networks.Select(network => network.Name).Order(StringComparer.Ordinal).ToList();
        SenetCommand[] commands =
        [
            new TrainCommand(names),
            new ValidateCommand(names),
            new ListCommand(),
            new SummaryCommand(names),
            new KeysCommand(names),
            new CheckCommand(),
            new EmitCommand(names),
            new SchemaCommand(),
            new ForwardCommand(names),
            new ConvertCommand(names),
            new CommandGroup("data", "Looks at data sets as networks see them.", new DataPreviewCommand()),
            new CommandGroup("benchmark", "Measures how fast this machine is.", new BenchmarkDataCommand()),
            new CompletionCommand(),
        ];
        foreach (var command in commands)
        {
            // A group has no action: the parser then asks for one of its commands.
            foreach (var runnable in command is CommandGroup ? command.Subcommands.Cast<SenetCommand>() : [command])
            {
                runnable.SetAction(parse => runnable.Execute(parse, new Session(networks, options, own.Console!)));
            }

            root.Add(command);
        }

        return root;
    }

    /// <summary>Bytes must not depend on the terminal's language; where the stream cannot be changed, it stays as it is. NO_COLOR means no escape codes at all.</summary>
    private static void PrepareConsole()
    {
        // .NET's own streams greet a terminal with escape codes on Unix.
        if (AppConsole.HasNoColor && !OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            Console.SetOut(WriterOf(1));
            Console.SetError(WriterOf(2));
        }

        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (IOException)
        {
            // No console: the streams are what the caller made them.
        }

        static StreamWriter WriterOf(int descriptor) =>
            new(new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 1)) { AutoFlush = true };
    }
}
