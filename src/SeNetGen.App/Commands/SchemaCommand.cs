using System.CommandLine;
using System.Text;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Schemas;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Schema;

namespace SeNetGen.App.Commands;

/// <summary><c>schema</c>: the JSON Schemas that editors complete and check YAML by. Loads no LibTorch.</summary>
internal sealed class SchemaCommand : SenetCommand
{
    private static readonly string[] Kinds = ["architectures", "recipes"];

    private readonly Argument<string> _kind = new("KIND") { Description = "architectures (*.senet.yaml) or recipes." };
    private readonly Option<string?> _file;

    public SchemaCommand()
        : base(
            "schema",
            "Prints the JSON Schema of architecture files or of recipes: what an editor completes, explains and checks them by.",
            "schema architectures -o senet.schema.json",
            "schema recipes")
    {
        Add(_kind);
        _kind.CompletionSources.Add(_ => Kinds);
        _file = AddText("--output", "FILE", "Write it into this file; else it is printed.", aliases: "-o");
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var kind = parse.GetRequiredValue(_kind);
        var text = kind switch
        {
            "architectures" => ArchitectureSchema.Text,
            "recipes" => RecipeSchema.Text,
            _ => throw new SenetException($"there is no schema of '{kind}': it is architectures or recipes{Suggestions.DidYouMean(kind, Kinds)}"),
        };
        if (parse.GetValue(_file) is not { } file)
        {
            session.Console.Write(text);
            return ExitCodes.Done;
        }

        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        session.Console.Log($"{file} written");
        return ExitCodes.Done;
    }
}
