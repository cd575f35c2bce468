using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SeNetGen.Benchmarks;
using SeNetGen.Benchmarks.Data;

switch (args)
{
    case ["data", ..]:
        return DataBenchmarks.Run(args.Contains("--check"));
    case ["side", var decoder, var photos]:
        DataSide.Serve(decoder, photos);
        return 0;
}

// Prints aim, measured, spread, and met or missed for each row; --check makes a miss the exit code 1.
(string Method, string Row, double? AimMilliseconds)[] rows =
[
    (nameof(GeneratorBenchmarks.Cold), "zoo cold", 400),
    (nameof(GeneratorBenchmarks.NothingChanged), "nothing changed", null),
    (nameof(GeneratorBenchmarks.OneYamlEdited), "one YAML edited", 5),
    (nameof(GeneratorBenchmarks.OneCSharpEdited), "one C# file edited", null),
];

var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10);
var config = ManualConfig.CreateEmpty().AddJob(job).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(NullLogger.Instance);
var reports = BenchmarkRunner.Run<GeneratorBenchmarks>(config).Reports.ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name, StringComparer.Ordinal);

var missed = 0;
Console.WriteLine("| | aim | measured (median) | spread (min to max) | |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (method, row, aim) in rows)
{
    var verdict = Judge(reports[method], aim, out var text);
    missed += verdict == "missed" ? 1 : 0;
    Console.WriteLine($"| {row} | {(aim is { } most ? Text(most) : "none; cached by test")} | {text} | {verdict} |");
}

return args.Contains("--check") && missed > 0 ? 1 : 0;

static string Judge(BenchmarkReport report, double? aim, out string text)
{
    if (report.ResultStatistics is not { } statistics)
    {
        text = "did not run | ";
        return "missed";
    }

    var (median, least, most) = (statistics.Median / 1e6, statistics.Min / 1e6, statistics.Max / 1e6);
    text = $"{Text(median)} | {Text(least)} to {Text(most)}";
    return aim is null ? "" : median <= aim ? "met" : "missed";
}

static string Text(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.000" : "0", CultureInfo.InvariantCulture) + " ms";
