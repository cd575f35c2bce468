using System.CommandLine;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;

namespace SeNetGen.App.Commands;

/// <summary><c>completion</c>: what a shell must be told so that Tab completes commands, options and the names of networks.</summary>
internal sealed class CompletionCommand : SenetCommand
{
    private static readonly string[] Shells = ["bash", "zsh"];

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash or zsh." };

    public CompletionCommand()
        : base(
            "completion",
            "Prints the lines that make Tab complete commands, options and the names of networks in a shell.",
            "completion bash >> ~/.bashrc",
            "completion zsh >> ~/.zshrc")
    {
        _shell.CompletionSources.Add(Shells);
        Add(_shell);
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var shell = parse.GetRequiredValue(_shell);
        if (!Shells.Contains(shell))
        {
            throw new SenetException($"'{shell}' is none of the shells {string.Join(", ", Shells)}");
        }

        var script = (shell == "zsh" ? ForZsh : "") + Script(AppConsole.Program);
        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("shell", shell);
                json.WriteString("script", script);
                json.WriteEndObject();
            });
        }
        else
        {
            session.Console.Write(script);
        }

        return ExitCodes.Done;
    }

    /// <summary>zsh understands bash's lines once it is told to.</summary>
    private const string ForZsh = "autoload -U +X bashcompinit && bashcompinit\n";

    /// <summary>The program itself answers what may stand at the cursor; the shell keeps what begins as the word there does.</summary>
    private static string Script(string program) => $$"""
        _{{program}}_complete() {
            local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
            line="${line#* }"
            COMPREPLY=($(compgen -W "$({{program}} "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _{{program}}_complete {{program}}

        """;
}
