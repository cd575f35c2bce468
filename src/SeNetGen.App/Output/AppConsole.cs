using System.Text;
using System.Text.Json;
using SeNetGen.App.CommandLine;
using Spectre.Console;

namespace SeNetGen.App.Output;

/// <summary>
/// Where a command's words go. Results are for standard output; with <c>--json</c> that holds one document and nothing else,
/// and the logs go to standard error.
/// </summary>
internal sealed class AppConsole
{
    /// <summary>Lines are never broken where nobody looks at a terminal.</summary>
    private const int RedirectedWidth = 400;

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly TextWriter _log;
    private IAnsiConsole? _rich;
    private bool _hasDocument;

    public AppConsole(TextWriter output, TextWriter error, bool json, Verbosity verbosity)
    {
        _output = output;
        _error = error;
        _log = json ? error : output;
        IsJson = json;
        Verbosity = verbosity;
        var isTerminal = json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
        IsInteractive = isTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb" && !HasNoColor;
    }

    /// <summary>Whether results are one JSON document.</summary>
    public bool IsJson { get; }

    /// <summary>Whether the user wants no escape codes (https://no-color.org).</summary>
    public static bool HasNoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>How much is said.</summary>
    public Verbosity Verbosity { get; }

    /// <summary>Whether a person looks at the log and has nothing against escape codes, so that lines may be redrawn.</summary>
    public bool IsInteractive { get; }

    /// <summary>Live displays, on the log's side. Made when first asked for: making it sends escape codes to a terminal.</summary>
    public IAnsiConsole Rich => _rich ??= CreateRich(_log, IsInteractive);

    /// <summary>A line of the result, on standard output.</summary>
    public void WriteLine(string line) => Write(line + Environment.NewLine);

    /// <summary>A text of the result as it is, on standard output.</summary>
    /// <exception cref="SenetException">Nothing can be written there.</exception>
    public void Write(string text)
    {
        try
        {
            _output.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"standard output cannot be written: {error.Message}", error);
        }
    }

    /// <summary>A table of the result, never narrowed to the terminal: that would cut figures off.</summary>
    public void WriteTable(Table table)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        CreateRich(writer, isInteractive: false).Write(table);
        foreach (var line in writer.ToString().TrimEnd('\n').Split('\n'))
        {
            // Cells are padded to their column's width; what nobody sees, nobody should have to strip.
            WriteLine(line.TrimEnd());
        }
    }

    /// <summary>A line about how it goes; silent when quiet.</summary>
    public void Log(string line)
    {
        if (Verbosity < Verbosity.Normal)
        {
            return;
        }

        if (_rich is not null)
        {
            // Above the live display.
            _rich.WriteLine(line);
        }
        else
        {
            _log.WriteLine(line);
        }
    }

    /// <summary>A line that helps to find a defect, on standard error; only when asked for.</summary>
    public void Debug(string line)
    {
        if (Verbosity >= Verbosity.Debug)
        {
            _error.WriteLine(line);
        }
    }

    /// <summary>A line on standard error, however quiet it is to be.</summary>
    public void WriteErrorLine(string line) => _error.WriteLine(line);

    /// <summary>Says what is wrong, in one line; with <c>--json</c> the document says it too, unless one is written already.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="exitCode">The exit code that the document tells.</param>
    /// <param name="more">Writes further properties of the document; null for none.</param>
    public void Fail(string message, int exitCode, Action<Utf8JsonWriter>? more = null)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        _error.WriteLine($"{Program}: {line}");
        if (IsJson && !_hasDocument)
        {
            WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("error", line);
                json.WriteNumber("exit_code", exitCode);
                more?.Invoke(json);
                json.WriteEndObject();
            });
        }
    }

    /// <summary>What the program is called in its own messages.</summary>
    public static string Program { get; } = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs() is [var first, ..] ? first : "senet");

    /// <summary>The one JSON document of this run.</summary>
    public void WriteDocument(Action<Utf8JsonWriter> write)
    {
        _hasDocument = true;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonFormat.WriterOptions))
        {
            write(json);
        }

        WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        _output.Flush();
    }

    private static IAnsiConsole CreateRich(TextWriter writer, bool isInteractive) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = isInteractive ? new AnsiConsoleOutput(writer) : new PlainOutput(writer, RedirectedWidth),
        Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
    });
}
