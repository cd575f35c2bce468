using System.CommandLine;
using System.Runtime.InteropServices;
using SeNetGen.App.Architectures;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.Commands;

/// <summary><c>check</c>: the compiler's diagnostics without a build. Loads no LibTorch.</summary>
internal sealed class CheckCommand : SenetCommand
{
    private readonly Argument<string[]> _paths = new("FILE|DIR") { Description = "Architecture files, or folders that are searched for *.senet.yaml.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<bool> _watch;

    public CheckCommand()
        : base(
            "check",
            "Checks architecture files as a build would, without a build: every fault with its line, its column and how to mend it.",
            "check architectures",
            "check my.senet.yaml --json",
            "check --watch architectures")
    {
        Add(_paths);
        _watch = AddFlag("--watch", "Check again whatever is saved, with the files that build on it, until Ctrl-C.");
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        if (parse.GetValue(_watch))
        {
            return Watch(parse.GetRequiredValue(_paths), session);
        }

        var files = ArchitectureFiles.Read(parse.GetRequiredValue(_paths));
        var found = ArchitectureCompiler.Plan(files.Sources).Diagnostics.Where(diagnostic => files.IsRequested(diagnostic.File)).Select(diagnostic => diagnostic with { File = files.Shown(diagnostic.File) }).ToList();
        var errors = found.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json => DiagnosticDocument.Write(json, found));
        }
        else
        {
            foreach (var diagnostic in found)
            {
                session.Console.WriteErrorLine(diagnostic.ToString());
            }
        }

        session.Console.Log(Verdicts.Of(files.RequestedCount, errors, found.Count - errors));
        return errors > 0 ? ExitCodes.BadInput : ExitCodes.Done;
    }

    private static int Watch(string[] paths, Session session)
    {
        if (session.Console.IsJson)
        {
            throw new SenetException("--watch has no end that one JSON document could stand at; leave out --watch or --json");
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var watch = new ArchitectureWatch(paths, session.Console);
        watch.Run(stop.Token).GetAwaiter().GetResult();
        return ExitCodes.Done;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
