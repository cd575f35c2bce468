using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Modules;

namespace SeNetGen.App.Commands;

/// <summary><c>keys</c>: the names and shapes of a network's state dict, in its order. Loads no LibTorch.</summary>
internal sealed class KeysCommand : SenetCommand
{
    private readonly Argument<string> _name;
    private readonly NetworkOptions _network;

    public KeysCommand(IReadOnlyList<string> names)
        : base(
            "keys",
            "Lists the tensors of a network's state dict, in its order, with shape and kind: what a file of weights must hold.",
            "keys seresnet18",
            "keys seresnet18 --classes 10 --json")
    {
        _name = AddNetworkName("The network; 'list' shows all.", names);
        _network = new NetworkOptions(Add, withSize: false);
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var network = session.FindNetwork(parse.GetRequiredValue(_name));
        var walk = network.Walk(_network.ReadArguments(parse, network));
        var tensors = walk.Tensors;
        if (walk.UserModules.Count > 0)
        {
            session.Console.WriteErrorLine($"not listed are the tensors of the project's own modules, which name them themselves: {UserModules.Names(walk.UserModules)}");
        }

        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartArray();
                foreach (var tensor in tensors)
                {
                    json.WriteStartObject();
                    json.WriteString("name", tensor.Name);
                    json.WriteSizes("shape", tensor.Shape);
                    json.WriteString("kind", tensor.Kind == TensorKind.Parameter ? "parameter" : "buffer");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        var table = Tables.Create(("Name", false), ("Shape", false), ("Kind", false));
        foreach (var tensor in tensors)
        {
            table.AddTexts(tensor.Name, Numbers.Sizes(tensor.Shape), tensor.Kind == TensorKind.Parameter ? "parameter" : "buffer");
        }

        session.Console.WriteTable(table);
        return ExitCodes.Done;
    }
}
