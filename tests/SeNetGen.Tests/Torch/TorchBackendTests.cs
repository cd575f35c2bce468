using System.Diagnostics;

namespace SeNetGen.Tests.Torch;

/// <summary>The MSBuild property that says which LibTorch stands beside a program, read by MSBuild itself; nothing is built.</summary>
public sealed class TorchBackendTests
{
    [Theory]
    [InlineData("cpu", true)]
    [InlineData("external", false)]
    public void LibTorch_is_referenced_by_a_cpu_build_alone(string backend, bool isReferenced)
    {
        var (output, exitCode) = MSBuild("-getItem:PackageReference", $"-p:TorchBackend={backend}");

        Assert.Equal(0, exitCode);
        Assert.Contains("\"xunit\"", output, StringComparison.Ordinal);
        Assert.Equal(isReferenced, output.Contains("\"libtorch-cpu-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("CUDA12")]
    public void Unknown_backend_is_an_error_that_lists_the_known(string backend)
    {
        var (output, exitCode) = MSBuild("-t:CheckTorchBackend", $"-p:TorchBackend={backend}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"error : TorchBackend is '{backend}': allowed are cpu, cuda and external.", output, StringComparison.Ordinal);
    }

    private static (string Output, int ExitCode) MSBuild(params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SeNetGen.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("the tests do not lie in the repository");
        }

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("msbuild");
        start.ArgumentList.Add(Path.Combine(root.FullName, "tests", "SeNetGen.Tests", "SeNetGen.Tests.csproj"));
        start.ArgumentList.Add("-nologo");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the test host set for MSBuild leads a second one astray.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output + error.Result, process.ExitCode);
    }
}
