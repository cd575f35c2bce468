using BenchmarkDotNet.Attributes;
using SeNetGen.Generator.Tests;

namespace SeNetGen.Benchmarks;

/// <summary>What the generator costs a build and an editor, over all files of <c>architectures/</c>.</summary>
public class GeneratorBenchmarks
{
    private const string CSharp = "class Added { void M() { } }";

    private (string File, string Text)[] _files = [];
    private GeneratorRun? _run;
    private string _edited = "";
    private int _edits;

    /// <summary>Reads the files and runs the generator once.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _files = [.. typeof(GeneratorBenchmarks).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".senet.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (name, GeneratorRun.Architecture(name)))];
        _run = GeneratorRun.Untracked(_files);
        _edited = _files.First(file => file.File == "small.senet.yaml").Text;
    }

    /// <summary>Every network, from nothing.</summary>
    [Benchmark]
    public object Cold() => GeneratorRun.Untracked(_files);

    /// <summary>The same inputs again.</summary>
    [Benchmark]
    public object NothingChanged() => _run!.Again();

    /// <summary>One value of one file, another each time.</summary>
    [Benchmark]
    public object OneYamlEdited() =>
        _run!.Edit("small.senet.yaml", _edited.Replace("default: 10", FormattableString.Invariant($"default: {11 + (_edits++ % 1000)}"), StringComparison.Ordinal));

    /// <summary>One C# file more.</summary>
    [Benchmark]
    public object OneCSharpEdited() => _run!.EditCSharp(CSharp);
}
