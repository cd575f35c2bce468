using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using SeNetGen.App.Architectures;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;

namespace SeNetGen.App.Commands;

/// <summary><c>emit</c>: the C# that a build would compile. Loads no LibTorch.</summary>
internal sealed partial class EmitCommand : SenetCommand
{
    private readonly Argument<string> _what = new("FILE|NAME") { Description = "An architecture file, or the name of a network of this program." };
    private readonly Option<string?> _directory;
    private readonly Option<string?> _namespace;

    public EmitCommand(IReadOnlyList<string> names)
        : base(
            "emit",
            "Prints the C# that a build makes of an architecture file or of a network of this program.",
            "emit seresnet18",
            "emit my.senet.yaml -o generated")
    {
        Add(_what);
        _what.CompletionSources.Add(_ => names);
        _directory = AddText("--output", "DIR", "Write a file a network into this folder, which is made where it is missing; else they are printed.", aliases: "-o");
        _namespace = AddText("--namespace", "NAME", "The namespace of the networks; else that of the project around the file.");
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var what = parse.GetRequiredValue(_what);
        var givenNamespace = parse.GetValue(_namespace);
        if (givenNamespace is not null && !NamespaceName().IsMatch(givenNamespace))
        {
            throw new SenetException($"--namespace: '{givenNamespace}' is no namespace; one looks like My.Networks");
        }

        var (diagnostics, emitted) = LooksLikeFile(what, session)
            ? OfFile(what, givenNamespace)
            : OfNetwork(what, givenNamespace, session);

        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        foreach (var diagnostic in diagnostics.Where(item => session.Console.Verbosity > Verbosity.Quiet || item.Severity == Severity.Error))
        {
            session.Console.WriteErrorLine(diagnostic.ToString());
        }

        if (errors.Count > 0)
        {
            session.Console.Fail(FormattableString.Invariant($"'{what}' is at fault: {errors.Count} error{(errors.Count == 1 ? "" : "s")}; nothing is emitted"), ExitCodes.BadInput, json =>
            {
                json.WritePropertyName("diagnostics");
                DiagnosticDocument.Write(json, diagnostics);
            });
            return ExitCodes.BadInput;
        }

        Write(emitted, parse.GetValue(_directory), session.Console);
        return ExitCodes.Done;
    }

    private static bool LooksLikeFile(string what, Session session) =>
        !session.Networks.Any(network => network.Name == what)
        && (Path.Exists(what) || what.Contains('/', StringComparison.Ordinal) || what.Contains('\\', StringComparison.Ordinal) || what.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase));

    private static (IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CompiledSource> Emitted) OfFile(string path, string? givenNamespace)
    {
        var files = ArchitectureFiles.Read([path]);
        var compiled = Compile(files.Sources, givenNamespace ?? ArchitectureFiles.NamespaceOf(path));
        return ([.. compiled.Diagnostics.Where(item => files.IsRequested(item.File) || item.Severity == Severity.Error).Select(item => item with { File = files.Shown(item.File) })],
            Select(compiled, network => files.IsRequested(network.File)));
    }

    private static (IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CompiledSource> Emitted) OfNetwork(string name, string? givenNamespace, Session session)
    {
        var network = session.FindNetwork(name);
        var compiled = Compile(EmbeddedArchitectures.Read(network), givenNamespace ?? EmbeddedArchitectures.NamespaceOf(network));
        return ([.. compiled.Diagnostics.Where(item => item.File == network.SourceFile)],
            Select(compiled, item => item.File == network.SourceFile && item.ClassName == network.ClassName));
    }

    private static CompiledArchitectures Compile(IReadOnlyList<(string File, string Text)> files, string @namespace) =>
        ArchitectureCompiler.Compile(files, new EmissionOptions(@namespace, IsRegistryPublic: false));

    private static List<CompiledSource> Select(CompiledArchitectures compiled, Func<CompiledNetwork, bool> isWanted)
    {
        var names = compiled.Networks.Where(isWanted).Select(network => HintNames.Of(network.File, network.ClassName)).ToHashSet(StringComparer.Ordinal);
        return [.. compiled.Sources.Where(source => names.Contains(source.HintName))];
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*(\.[\p{L}_][\p{L}\p{Nd}_]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamespaceName();

    private static void Write(IReadOnlyList<CompiledSource> sources, string? directory, AppConsole console)
    {
        var written = new List<string>();
        if (directory is not null)
        {
            try
            {
                Directory.CreateDirectory(directory);
                foreach (var source in sources)
                {
                    var path = Path.Combine(directory, source.HintName);
                    File.WriteAllText(path, source.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                    written.Add(path);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new SenetException($"--output: nothing can be written to the folder '{directory}': {error.Message} Give another one", error);
            }
        }

        if (console.IsJson)
        {
            console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteStartArray("files");
                for (var i = 0; i < sources.Count; i++)
                {
                    json.WriteStartObject();
                    json.WriteString("name", sources[i].HintName);
                    json.WriteString("path", directory is null ? null : written[i]);
                    json.WriteString("text", directory is null ? sources[i].Text : null);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        foreach (var path in written)
        {
            console.WriteLine(path);
        }

        if (directory is null)
        {
            foreach (var source in sources)
            {
                console.Write(source.Text);
            }
        }
    }
}
