using System.Reflection;

namespace SeNetGen.Package.Tests;

/// <summary>A project of a user's own, outside the repository, that takes SeNetGen as packages made from this build.</summary>
public sealed class PackedConsumer : IAsyncLifetime
{
    private const string Version = "0.1.0-consumer";

    private static readonly string Root = Metadata("RepositoryRoot");

    /// <summary>The consumer's folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("senetgen-consumer-").FullName;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var packages = Path.Combine(Folder, "feed");
        foreach (var project in new[] { "generators/SeNetGen.Language", "src/SeNetGen", "src/SeNetGen.App" })
        {
            var packed = await Shell.Dotnet(Root, "pack", project, "--no-build", "-c", Metadata("BuildConfiguration"), "-o", packages, $"-p:PackageVersion={Version}", "--nologo");
            packed.Succeeded();
        }

        // A folder of its own for our packages, and the user's cache for everything else: nothing stale, nothing left behind.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="feed" value="{packages}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("Shapes.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RootNamespace>My.Shapes</RootNamespace>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SeNetGen.App" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", """
            using My.Shapes;

            return SeNetGen.App.SenetApp.Run(args, Architectures.All);
            """);
        Write("networks/tiny.senet.yaml", """
            language: 1
            family: Tiny
            input: { channels: 1, height: 16, width: 16 }
            parameters: { classes: { default: 4, runtime: true } }
            stem: { conv1: { conv: 8, kernel: 3 }, bn1: batch_norm, act1: relu }
            stages: { layer1: { block: 8, repeat: 2 } }
            head: { pool: global_avg_pool, fc: { linear: classes } }
            blocks:
              block:
                parameters: { planes: required }
                residual: { conv: { conv: planes, kernel: 3 }, bn: batch_norm, se: squeeze_excite }
                after: { act: relu }
            variants:
              TinySeNet: {}
            """);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Writes a file of the consumer.</summary>
    public void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of the consumer.</summary>
    public void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    private static string Metadata(string key) =>
        typeof(PackedConsumer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
