using System.Diagnostics;

namespace SeNetGen.Cli.Tests;

/// <summary>What a person at a terminal gets, and a shell.</summary>
public sealed class TerminalTests : IDisposable
{
    private const char Escape = '\e';
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "senet.dll");

    private readonly Senet _senet = new();

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Table_is_whole_on_a_narrow_terminal_and_NO_COLOR_keeps_escape_codes_away()
    {
        Assert.Contains("11,779,624", await OnTerminal("list"), StringComparison.Ordinal);

        var output = await OnTerminal("list", ("NO_COLOR", "1"));

        Assert.Contains("11,779,624", output, StringComparison.Ordinal);
        Assert.Contains("MindCvSeResNext101_32x4d", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Escape, output);
    }

    [Fact]
    public async Task Training_on_a_terminal_shows_a_bar_unless_NO_COLOR_is_set()
    {
        const string train = "train --num_samples 100 --batch_size 50 --epoch_size 1 --val_split holdout:100 --precision float32 --ckpt_save_dir run --overwrite";
        Assert.Contains(Escape, await OnTerminal(train));

        var plain = await OnTerminal(train, ("NO_COLOR", "1"));

        Assert.DoesNotContain(Escape, plain);
        Assert.Contains("epoch 1/1  loss ", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_is_not_read_to_its_end_is_no_fault_and_one_that_cannot_be_written_is()
    {
        Assert.Equal("0", (await Bash($"dotnet '{Program}' emit seresnet18 | head -1 > /dev/null; echo ${{PIPESTATUS[0]}}")).Trim());
        Assert.Contains("senet: standard output cannot be written: ", await Bash($"dotnet '{Program}' list 2>&1 > /dev/full; echo $?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bash_completes_the_names_of_networks()
    {
        var completed = await Bash($$"""
            senet() { dotnet '{{Program}}' "$@"; }
            source <(senet completion bash)
            COMP_LINE='senet summary mindcv_senet' COMP_POINT=26 COMP_WORDS=(senet summary mindcv_senet) COMP_CWORD=2
            _senet_complete
            echo "${COMPREPLY[@]}"
            """);

        Assert.Equal("mindcv_senet154", completed.Trim());
    }

    // script(1) of Debian's essential packages gives a program a terminal.
    private Task<string> OnTerminal(string arguments, params (string Name, string Value)[] variables)
    {
        var set = string.Concat(variables.Select(variable => $"export {variable.Name}={variable.Value}; "));
        return Bash($"{set}export TERM=xterm; script -qec \"stty cols 80; dotnet '{Program}' {arguments}\" /dev/null < /dev/null");
    }

    private async Task<string> Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _senet.Folder, RedirectStandardOutput = true };
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
