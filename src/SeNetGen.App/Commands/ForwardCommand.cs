using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Checkpoints;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Modules;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.App.Commands;

/// <summary><c>forward</c>: runs tensors of a file through a network, and keeps what its stages and its head give.</summary>
internal sealed class ForwardCommand : SenetCommand
{
    private const string InputName = "input";

    private static readonly string[] Precisions = ["float32", "float64", "bfloat16"];

    private readonly Argument<string> _name;
    private readonly Option<string?> _weights;
    private readonly Option<string?> _input;
    private readonly Option<string?> _output;
    private readonly Option<string?> _precision;
    private readonly Option<string?> _strict;
    private readonly NetworkOptions _network;

    public ForwardCommand(IReadOnlyList<string> names)
        : base(
            "forward",
            "Runs a tensor through a network, as it is at inference: entry 'input' [N, C, H, W] in; 'logits', 'features' (what the head receives) and 'stage1', 'stage2', ... out.",
            "forward seresnet18 --weights seresnet18.safetensors --input images.safetensors --output result.safetensors",
            "forward seresnet18 --weights w.safetensors --input x.safetensors --output y.safetensors --precision float64")
    {
        _name = AddNetworkName("The network; 'list' shows all.", names);
        _weights = AddRequired("--weights", "The weights, under the names that 'keys' lists: safetensors, PyTorch's or MindSpore's.");
        _input = AddRequired("--input", "A safetensors file with the entry 'input'.");
        _output = AddRequired("--output", "The safetensors file to write; it is there whole or not at all.");
        _precision = AddText("--precision", string.Join('|', Precisions), "What the network computes in (default float32).");
        _precision.CompletionSources.Add(Precisions);
        _strict = StrictOption.Create((name, value, description) => AddText(name, value, description));
        _network = new NetworkOptions(Add, withSize: false);
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var info = session.FindNetwork(parse.GetRequiredValue(_name));
        var precision = ReadPrecision(parse.GetValue(_precision));
        var strict = StrictOption.Read(parse, _strict);
        var output = parse.GetRequiredValue(_output)!;
        using var weights = WeightsFile.Open(parse.GetRequiredValue(_weights)!);
        using var images = SafeTensorsFile.Open(parse.GetRequiredValue(_input)!);
        var input = CheckInput(images);

        var arguments = ReadArguments(parse, info, weights, input);
        CheckShape(info, info.InputFor(arguments), images.Path, input);

        using var noGradient = no_grad();
        using var network = info.Create(arguments);
        network.Precision = precision;
        foreach (var skipped in CheckpointFile.LoadWeights(weights, network, strict))
        {
            session.Console.WriteErrorLine($"skipped: {skipped}");
        }

        network.eval();
        using var x = images.Read(InputName);
        using var features = network.ForwardFeatures(x);
        using var logits = network.ForwardHead(features.Output);
        List<(string Name, Tensor Value)> results = [("logits", logits), ("features", features.Output)];
        results.AddRange(features.Maps.Select((map, index) => (FormattableString.Invariant($"stage{index + 1}"), map)));
        SafeTensorsWriter.Save(output, results);
        Report(session.Console, info, output, results);
        return ExitCodes.Done;
    }

    private static void Report(AppConsole console, NetworkInfo info, string output, List<(string Name, Tensor Value)> results)
    {
        if (console.IsJson)
        {
            console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("network", info.Name);
                json.WriteString("output", output);
                json.WriteStartArray("entries");
                foreach (var (name, value) in results)
                {
                    json.WriteStartObject();
                    json.WriteString("name", name);
                    json.WriteSizes("shape", value.shape);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        console.WriteLine($"{output}: {string.Join(", ", results.Select(entry => $"{entry.Name} {Numbers.Sizes(entry.Value.shape)}"))}");
    }

    private static WeightsEntry CheckInput(SafeTensorsFile images)
    {
        var entry = images.Find(InputName) ?? throw new SenetException($"'{images.Path}' holds no entry '{InputName}'{(images.Entries.Count == 0 ? "" : $"; it holds {string.Join(", ", images.Entries.Take(5).Select(item => item.Name))}")}");
        return entry.Shape.Count == 4 && entry.Shape.All(size => size > 0)
            ? entry
            : throw new SenetException($"'{images.Path}': '{InputName}' is {Numbers.Sizes(entry.Shape)}; it must be [N, C, H, W]");
    }

    private static void CheckShape(NetworkInfo info, Shape expected, string path, WeightsEntry input)
    {
        if (input.Shape[1] != expected.Channels)
        {
            throw new SenetException(FormattableString.Invariant($"'{path}': '{InputName}' has {input.Shape[1]} channels, but '{info.Name}' takes {expected.Channels}"));
        }

        if ((info.Heights.Refuse("height", input.Shape[2]) ?? info.Widths.Refuse("width", input.Shape[3])) is { } refusal)
        {
            throw new SenetException($"'{path}': {info.Name}: {refusal}");
        }
    }

    private static Precision ReadPrecision(string? text) => text switch
    {
        null or "float32" => Precision.Float32,
        "float64" => Precision.Float64,
        "bfloat16" => Precision.BFloat16,
        _ => throw new SenetException($"--precision: '{text}' is none of {string.Join(", ", Precisions)}{Suggestions.DidYouMean(text, Precisions)}"),
    };

    /// <summary>Classes are taken from the weights and channels from the input, where the command line does not say them.</summary>
    private NetworkArguments ReadArguments(ParseResult parse, NetworkInfo info, WeightsFile weights, WeightsEntry input)
    {
        var arguments = _network.ReadArguments(parse, info);
        if (info.ChannelsArgument is { } channels && !_network.HasChannels(parse))
        {
            arguments = arguments.With(channels, input.Shape[1]);
        }

        if (arguments.Has(NetworkOptions.ClassesArgument) && !_network.HasClasses(parse) && FindClasses(info, weights) is { } classes)
        {
            arguments = arguments.With(NetworkOptions.ClassesArgument, classes);
        }

        return arguments;
    }

    /// <summary>The size, in the file, of the axis that changes when the network gets one class more.</summary>
    private static long? FindClasses(NetworkInfo info, WeightsFile weights)
    {
        var few = info.DefaultArguments;
        var more = few.With(NetworkOptions.ClassesArgument, few.Integer(NetworkOptions.ClassesArgument) + 1);
        foreach (var (one, other) in info.Walk(few).Tensors.Zip(info.Walk(more).Tensors))
        {
            for (var axis = 0; axis < one.Shape.Count; axis++)
            {
                if (one.Shape[axis] != other.Shape[axis] && weights.Find(one.Name) is { } entry && entry.Shape.Count == one.Shape.Count)
                {
                    return entry.Shape[axis] > 0 ? entry.Shape[axis] : null;
                }
            }
        }

        return null;
    }

    private Option<string?> AddRequired(string name, string description)
    {
        var option = AddText(name, "FILE", description);
        option.Required = true;
        return option;
    }
}
