using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;

namespace SeNetGen.App.Commands;

/// <summary><c>list</c>: the networks that can be named. Loads no LibTorch.</summary>
internal sealed class ListCommand() : SenetCommand(
    "list",
    "Lists the networks that can be trained, with their parameters, multiply-adds and input size.",
    "list",
    "list --json")
{
    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var networks = session.Networks.OrderBy(network => network.Family, StringComparer.Ordinal).ThenBy(network => network.ParameterCount).ThenBy(network => network.Name, StringComparer.Ordinal).ToList();
        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartArray();
                foreach (var network in networks)
                {
                    json.WriteStartObject();
                    json.WriteString("name", network.Name);
                    json.WriteString("class", network.ClassName);
                    json.WriteString("family", network.Family);
                    json.WriteString("summary", network.Summary);
                    json.WriteNumber("parameters", network.ParameterCount);
                    json.WriteNumber("macs", network.MultiplyAdds);
                    json.WriteSizes("input", [network.Input.Channels, network.Input.Height, network.Input.Width]);
                    json.WriteString("source", network.SourceFile);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        if (networks.Count == 0)
        {
            session.Console.WriteLine("This program has no networks: add a *.senet.yaml file to the project.");
            return ExitCodes.Done;
        }

        var table = Tables.Create(("Name", false), ("Parameters", true), ("MACs", true), ("Input", false), ("Class", false), ("From", false));
        foreach (var network in networks)
        {
            table.AddTexts(
                network.Name,
                Numbers.Grouped(network.ParameterCount),
                Numbers.Short(network.MultiplyAdds),
                FormattableString.Invariant($"{network.Input.Channels} x {network.Input.Height} x {network.Input.Width}"),
                network.ClassName,
                network.SourceFile);
        }

        session.Console.WriteTable(table);
        return ExitCodes.Done;
    }
}
