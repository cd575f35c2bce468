using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Checkpoints;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.Commands;

/// <summary><c>convert</c>: weights from one format into another, and from one way of naming tensors into a network's.</summary>
internal sealed class ConvertCommand : SenetCommand
{
    private readonly Argument<string> _in = new("IN") { Description = "The weights: safetensors, PyTorch's archive or pickle, MindSpore's checkpoint; the content tells which." };
    private readonly Argument<string> _out = new("OUT") { Description = "The file to write: .safetensors; .pt, .pth or .bin for PyTorch; .ckpt for MindSpore." };
    private readonly Option<string?> _model;
    private readonly Option<string?> _from;
    private readonly Option<string?> _strict;
    private readonly Option<bool> _overwrite;
    private readonly NetworkOptions _network;

    public ConvertCommand(IReadOnlyList<string> names)
        : base(
            "convert",
            "Writes weights in another format; with --model under the names and in the shapes of a network.",
            "convert seresnet50_a1_0-ffa00869.pth seresnet50.safetensors",
            "convert seresnet18.ckpt seresnet18.safetensors --model seresnet18 --from mindcv",
            "convert best.safetensors seresnet50.pth --overwrite")
    {
        Add(_in);
        Add(_out);
        _model = AddText("--model", "NAME", "The network whose names and shapes are wanted; without it they stay as they are.");
        _model.CompletionSources.Add(_ => names);
        _from = AddText("--from", string.Join('|', KeyLayout.All), "How the file's tensors are named; told by the names where it is not given.");
        _from.CompletionSources.Add([.. KeyLayout.All]);
        _strict = StrictOption.Create((name, value, description) => AddText(name, value, description));
        _overwrite = AddFlag("--overwrite", "Replace OUT if it is there.");
        _network = new NetworkOptions(Add, withSize: false);
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var input = parse.GetRequiredValue(_in);
        var output = parse.GetRequiredValue(_out);
        var strict = StrictOption.Read(parse, _strict);
        var from = ReadFrom(parse.GetValue(_from));
        _ = WeightsWriter.KindOf(output);
        if (File.Exists(output) && !parse.GetValue(_overwrite))
        {
            throw new SenetException($"'{output}' exists: give another name, or --overwrite");
        }

        using var file = WeightsFile.Open(input);
        var published = PublishedName.Check(input);
        if (published is { IsRight: false })
        {
            session.Console.WriteErrorLine($"warning: '{input}': its name ends in {published.Stated}, but its SHA-256 begins with {published.Actual}: if it is a published file, it is damaged or another one; download it again");
        }

        var result = Convert(parse, session, file, output, from, strict);
        foreach (var skipped in result.Skipped)
        {
            session.Console.WriteErrorLine($"skipped: {skipped}");
        }

        Report(session.Console, file, output, published, result);
        return ExitCodes.Done;
    }

    private ConversionResult Convert(ParseResult parse, Session session, WeightsFile file, string output, string? from, bool strict)
    {
        if (parse.GetValue(_model) is not { } model)
        {
            return from is null
                ? WeightsConversion.Copy(file, output)
                : throw new SenetException($"--from {from}: give --model NAME too, the network whose names are wanted");
        }

        var info = session.FindNetwork(model);
        return WeightsConversion.Fit(file, output, info, _network.ReadArguments(parse, info), from, strict);
    }

    private static string? ReadFrom(string? text) => text is null || KeyLayout.All.Contains(text)
        ? text
        : throw new SenetException($"--from: '{text}' is none of {string.Join(", ", KeyLayout.All)}{Suggestions.DidYouMean(text, KeyLayout.All)}");

    private static void Report(AppConsole console, WeightsFile file, string output, PublishedName? published, ConversionResult result)
    {
        if (console.IsJson)
        {
            console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("input", file.Path);
                json.WriteString("input_format", file.Format);
                json.WriteString("output", output);
                json.WriteString("output_format", WeightsWriter.KindOf(output));
                json.WriteNumber("tensors", result.Tensors);
                json.WriteNumber("values", result.Values);
                json.WriteString("from", result.From);
                json.WriteString("to", result.To);
                WriteLines("differences", result.Differences);
                WriteLines("skipped", result.Skipped);
                if (published is not null)
                {
                    json.WriteBoolean("sha256_as_named", published.IsRight);
                }

                json.WriteEndObject();

                void WriteLines(string name, IReadOnlyList<string> lines)
                {
                    json.WriteStartArray(name);
                    foreach (var line in lines)
                    {
                        json.WriteStringValue(line);
                    }

                    json.WriteEndArray();
                }
            });
            return;
        }

        if (published is { IsRight: true })
        {
            console.WriteLine($"{file.Path}: its SHA-256 begins with {published.Actual}, as its name says");
        }

        console.WriteLine($"{output}: {Numbers.Grouped(result.Tensors)} tensors, {Numbers.Grouped(result.Values)} values, {WeightsWriter.KindOf(output)}; from a {file.Format}{(result.From is null || result.From == result.To ? "" : $", {result.From}'s names to {result.To}'s")}");
        foreach (var difference in result.Differences)
        {
            console.WriteLine($"outputs will differ from the original's: {difference}");
        }
    }
}
