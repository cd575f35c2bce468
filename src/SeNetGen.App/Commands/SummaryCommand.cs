using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Modules;

namespace SeNetGen.App.Commands;

/// <summary><c>summary</c>: a network layer by layer, with shapes, parameters and multiply-adds. Loads no LibTorch.</summary>
internal sealed class SummaryCommand : SenetCommand
{
    private readonly Argument<string> _name;
    private readonly NetworkOptions _network;

    public SummaryCommand(IReadOnlyList<string> names)
        : base(
            "summary",
            "Shows a network layer by layer: output shape, parameters and multiply-adds (of convolutions and linear layers, for one image).",
            "summary seresnet18",
            "summary seresnet50 --classes 10 --height 160 --json")
    {
        _name = AddNetworkName("The network; 'list' shows all.", names);
        _network = new NetworkOptions(Add, withSize: true);
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var network = session.FindNetwork(parse.GetRequiredValue(_name));
        var arguments = _network.ReadArguments(parse, network);
        var input = _network.ReadInput(parse, network, arguments);
        var walk = network.Walk(input, arguments);
        if (walk.UserModules.Where(module => module.Parameters is null).ToArray() is { Length: > 0 } hidden)
        {
            session.Console.WriteErrorLine($"not counted are the parameters of modules that declare none: {UserModules.Names(hidden)}");
        }

        if (session.Console.IsJson)
        {
            WriteDocument(session.Console, network, input, walk);
        }
        else
        {
            WriteTable(session.Console, network, input, walk);
        }

        return ExitCodes.Done;
    }

    private static void WriteTable(AppConsole console, NetworkInfo network, Shape input, NetworkDescriber walk)
    {
        console.WriteLine($"{network.Name} ({network.ClassName}, from {network.SourceFile})");
        if (network.Summary is { } summary)
        {
            console.WriteLine(summary);
        }

        console.WriteLine($"Input [N, {Axes(input)}]; heights {network.Heights.Describe()}; widths {network.Widths.Describe()}");
        var table = Tables.Create(("Layer", false), ("Kind", false), ("Output", false), ("Parameters", true), ("MACs", true));
        foreach (var row in walk.Layers)
        {
            table.AddTexts(row.Path, row.Kind, Axes(row.Output), row.Parameters == 0 ? "" : Numbers.Grouped(row.Parameters), row.MultiplyAdds == 0 ? "" : Numbers.Grouped(row.MultiplyAdds));
        }

        console.WriteTable(table);
        console.WriteLine($"Parameters {Numbers.Grouped(walk.Parameters)}; buffers {Numbers.Grouped(walk.Buffers)}; MACs {Numbers.Grouped(walk.MultiplyAdds)} ({Numbers.Short(walk.MultiplyAdds)}); {Numbers.Grouped(walk.Layers.Count)} layers");
    }

    private static void WriteDocument(AppConsole console, NetworkInfo network, Shape input, NetworkDescriber walk) =>
        console.WriteDocument(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("format_version", JsonFormat.Version);
            json.WriteString("name", network.Name);
            json.WriteNumber("parameters", walk.Parameters);
            json.WriteNumber("buffers", walk.Buffers);
            json.WriteNumber("macs", walk.MultiplyAdds);
            json.WriteSizes("input", [input.Channels, input.Height, input.Width]);
            json.WriteSizes("minimum_input", [input.Channels, Least(network.Heights, input.Height), Least(network.Widths, input.Width)]);
            json.WriteStartArray("layers");
            foreach (var row in walk.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", row.Path);
                json.WriteString("kind", row.Kind);
                json.WriteSizes("output", [row.Output.Channels, row.Output.Height, row.Output.Width]);
                json.WriteNumber("parameters", row.Parameters);
                json.WriteNumber("macs", row.MultiplyAdds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>The least size that the network accepts along an axis.</summary>
    private static long Least(InputSizes sizes, long legal) => sizes.Contains(1) ? 1 : sizes.Nearest(1).Above ?? legal;

    private static string Axes(Shape shape) => FormattableString.Invariant($"{shape.Channels}, {shape.Height}, {shape.Width}");
}
