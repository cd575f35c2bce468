using System.Diagnostics;
using SeNetGen.TestSupport;

namespace SeNetGen.Tests.Torch;

/// <summary>Runs <see cref="LoaderProbe"/> in a process of its own.</summary>
internal static class ProbeProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">The probe's name, then its arguments.</param>
    /// <param name="environment">Variables that differ from this process's; null removes one.</param>
    /// <param name="program">The folder that it lies in; this program's own when null.</param>
    public static (string Output, int ExitCode, string Error) Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? program = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(program ?? AppContext.BaseDirectory, "SeNetGen.Tests.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[OneAtATime.ChildVariable] = "1";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return (output.Length > 0 ? output : error.Result, process.ExitCode, error.Result);
    }
}
