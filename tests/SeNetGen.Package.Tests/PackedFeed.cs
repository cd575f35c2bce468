using System.Reflection;

namespace SeNetGen.Package.Tests;

/// <summary>The packages of this build, in a folder that projects outside the repository restore from. Packed once for all tests.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    // generators/SeNetGen.Language and the rest are built with the tests; the tool is built here, since its build differs (no LibTorch, every system).
    private static readonly string[] Built = ["generators/SeNetGen.Language", "src/SeNetGen", "src/SeNetGen.App"];
    private static readonly string[] PackedAnew = ["src/SeNetGen.Cli", "src/SeNetGen.Templates"];

    /// <summary>The repository.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>A folder that holds everything of this run.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("senetgen-packages-").FullName;

    /// <summary>The folder of the packages.</summary>
    public string Packages => Path.Combine(Folder, "feed");

    /// <summary>The version of this run's packages, which no cache can hold.</summary>
    public string Version { get; } = $"0.1.0-run{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var project in Built)
        {
            await Pack(project, "--no-build");
        }

        foreach (var project in PackedAnew)
        {
            await Pack(project);
        }

        // A folder of its own for our packages, and the user's cache for everything else: nothing stale, nothing left behind.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{Packages}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Writes a file of a project.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs <c>dotnet</c> in a project's folder.</summary>
    internal Task<ShellResult> Dotnet(string project, params string[] arguments) => Shell.Dotnet(Path.Combine(Folder, project), arguments);

    private async Task Pack(string project, params string[] options) => (await Shell.Dotnet(
        Root, ["pack", project, "-c", Metadata("BuildConfiguration"), "-o", Packages, $"-p:PackageVersion={Version}", "--nologo", .. options])).Succeeded();

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <summary>The tests that share the packages of one run.</summary>
[CollectionDefinition(nameof(PackedFeed))]
public sealed class PackedFeedTests : ICollectionFixture<PackedFeed>;
