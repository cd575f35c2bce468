using System.Diagnostics;

namespace SeNetGen.Package.Tests;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record ShellResult(int ExitCode, string Output)
{
    /// <summary>The result, after failing the test with the whole output unless the command succeeded.</summary>
    public ShellResult Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}

/// <summary>Runs programs as a user at a prompt does.</summary>
internal static class Shell
{
    public static Task<ShellResult> Dotnet(string folder, params string[] arguments) => Run("dotnet", folder, arguments);

    public static async Task<ShellResult> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // The test host's own MSBuild must not leak into the commands it starts.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await error);
    }
}
