using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SeNetGen.Checkpoints;

namespace SeNetGen.Cli.Tests;

/// <summary>What a run of <c>senet</c> printed and how it ended.</summary>
internal sealed record SenetResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The result, after failing the test unless the command succeeded.</summary>
    public SenetResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>The one line that tells a user what is wrong, after failing the test unless there is just one and the code is <paramref name="exitCode"/>.</summary>
    public string Refused(int exitCode = 1)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Error}");
        return Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>The built program, run as a user runs it, in a folder of its own.</summary>
/// <param name="program">Its assembly.</param>
public sealed class Senet(string program) : IDisposable
{
    /// <summary>The command line of the zoo.</summary>
    public Senet()
        : this(Path.Combine(AppContext.BaseDirectory, "senet.dll"))
    {
    }

    /// <summary>The folder that the program runs in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("senet-").FullName;

    /// <summary>Runs it to its end.</summary>
    internal async Task<SenetResult> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it.</summary>
    internal Process Start(params string[] arguments) => Start("dotnet", [.. HostOptions, program, .. arguments]);

    /// <summary>Starts it so that SIGINT reaches it even where the test runs in the background of a shell, which ignores it and hands that on.</summary>
    internal Process StartInterruptible(params string[] arguments) => Start("env", ["--default-signal=INT", "dotnet", program, .. arguments]);

    private Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environments)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>What stands between <c>dotnet</c> and the program.</summary>
    public IReadOnlyList<string> HostOptions { get; set; } = [];

    /// <summary>Variables that the program sees besides the test's own.</summary>
    public Dictionary<string, string> Environments { get; } = [];

    /// <summary>The weights and the training state of a checkpoint in the program's folder as one hash: times and paths in its header may differ.</summary>
    public string HashOf(string checkpoint)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var file = SafeTensorsFile.Open(Path.Combine(Folder, checkpoint));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in file.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            hash.AppendData(file.Read(entry.Name).bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Writes a file in the program's folder and gives its name.</summary>
    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file in the program's folder and gives its name.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        return name;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
