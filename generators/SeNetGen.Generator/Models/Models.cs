using SeNetGen.Language;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Generator.Models;

/// <summary>A file read.</summary>
/// <param name="Parsed">Its tree, spans and faults.</param>
/// <param name="Path">Its path on this machine.</param>
/// <param name="Skeletons">The classes that it would have declared; only after a syntax error.</param>
/// <param name="Options">What the project decides about emitted code.</param>
internal sealed record Document(ParsedFile Parsed, string Path, EquatableArray<string> Skeletons, EmissionOptions Options);

/// <summary>A file's tree without positions: equal after a change of comments.</summary>
/// <param name="File">Its path in the project.</param>
/// <param name="Root">Its root; null after a syntax error.</param>
/// <param name="Skeletons">The classes that it would have declared; only after a syntax error.</param>
/// <param name="IsWhole">Whether its text has no error: without that, its classes are emitted as skeletons.</param>
/// <param name="Options">What the project decides about emitted code.</param>
internal sealed record Tree(string File, SyntaxNode? Root, EquatableArray<string> Skeletons, bool IsWhole, EmissionOptions Options)
{
    /// <summary>Whether the file builds on another.</summary>
    public bool IsExtender => Root?.Find("extends") is not null;
}

/// <summary>A file by its path in the project and its path on this machine.</summary>
internal sealed record ProjectFile(string File, string Path);

/// <summary>Where a file's nodes stand, and the file on this machine.</summary>
internal sealed record FileSpans(string File, string Path, SpanTable Spans);

/// <summary>A file with its bases.</summary>
/// <param name="Linked">The file and its bases.</param>
/// <param name="IsWhole">Whether the texts of all of them have no error.</param>
/// <param name="Options">What the project decides about emitted code.</param>
internal sealed record Link(LinkedFile Linked, bool IsWhole, EmissionOptions Options);

/// <summary>A file's architecture.</summary>
internal sealed record BoundTree(string File, BoundFile Bound, EquatableArray<Fault> LinkFaults, bool IsWhole, EmissionOptions Options);

/// <summary>A variant, planned; without a plan its skeleton is emitted.</summary>
/// <param name="File">The file that declares it.</param>
/// <param name="ClassName">The C# class.</param>
/// <param name="Name">The name on the command line, if known.</param>
/// <param name="Plan">The plan; null when there is a fault.</param>
/// <param name="Faults">What is wrong with this variant.</param>
/// <param name="Options">What the project decides about emitted code.</param>
/// <param name="Runtime">The constructor parameters, if known: for a skeleton.</param>
internal sealed record VariantPlan(
    string File,
    string ClassName,
    string? Name,
    NetworkPlan? Plan,
    EquatableArray<Fault> Faults,
    EmissionOptions Options,
    EquatableArray<RuntimeName>? Runtime = null);

/// <summary>The names of a network; where they stand is unknown after a syntax error.</summary>
internal sealed record NetworkName(string File, string ClassName, string Name, VariantName? Declaration, EmissionOptions Options);

/// <summary>A C# file of a network.</summary>
internal sealed record EmittedSource(string File, string ClassName, string HintName, string Text);

/// <summary>What all names together say.</summary>
/// <param name="Networks">The networks of the registry.</param>
/// <param name="Repeated">The classes that another file, or an earlier line, already declares: they are not emitted a second time.</param>
/// <param name="Faults">The clashes.</param>
/// <param name="Options">What the project decides about emitted code; null when it has no architecture files.</param>
internal sealed record NameTable(
    EquatableArray<RegisteredNetwork> Networks,
    EquatableArray<RegisteredNetwork> Repeated,
    EquatableArray<Fault> Faults,
    EmissionOptions? Options);

/// <summary>A class and a name of it: its name on the command line, or the file that declares it.</summary>
internal sealed record RegisteredNetwork(string ClassName, string Name);

/// <summary>A diagnostic with its file on this machine.</summary>
internal sealed record LocatedDiagnostic(string Path, Language.Diagnostics.Diagnostic Diagnostic);
