using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;

namespace SeNetGen.App.Commands;

/// <summary><c>--version</c>: what this is and what it runs on. Answers too where LibTorch does not load.</summary>
internal sealed class VersionAction(SharedOptions shared) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var console = shared.Console!;
        var version = Version;
        var torch = TorchDescription.Read(console.Debug);
        if (console.IsJson)
        {
            console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteString("version", version);
                json.WriteString("libtorch", torch.Version);
                json.WriteString("libtorch_error", torch.Error);
                json.WriteString("cpu_capability", torch.CpuCapability);
                json.WriteStartArray("devices");
                foreach (var device in torch.Devices)
                {
                    json.WriteStringValue(device);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return ExitCodes.Done;
        }

        console.WriteLine($"SeNetGen {version}");
        console.WriteLine(torch.Error is null ? $"LibTorch {torch.Version}" : $"LibTorch does not load: {torch.Error}");
        console.WriteLine($"CPU capability {torch.CpuCapability}");
        if (torch.Error is null)
        {
            console.WriteLine($"Devices {string.Join(", ", torch.Devices)}");
        }

        return ExitCodes.Done;
    }

    private static string Version
    {
        get
        {
            var text = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
            var build = text.IndexOf('+', StringComparison.Ordinal);
            return build < 0 ? text : text[..build];
        }
    }
}
