using System.IO.Compression;
using System.Text.RegularExpressions;

namespace SeNetGen.Package.Tests;

/// <summary>The packages as a user meets them: in a blank program, in a blank class library, as the tool and as the template.</summary>
[Collection(nameof(PackedFeed))]
public partial class PackageTests(PackedFeed feed)
{
    private const string Tiny = """
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

        """;

    private static readonly string[] Notices = ["LICENSE", "THIRD-PARTY-NOTICES.txt"];

    [Fact]
    public async Task Blank_program_gets_its_networks_the_commands_and_errors_in_its_yaml()
    {
        feed.Write("Shapes/Shapes.csproj", Project("SeNetGen.App", "<OutputType>Exe</OutputType><RootNamespace>My.Shapes</RootNamespace><TorchBackend>external</TorchBackend>"));
        feed.Write("Shapes/Program.cs", "using My.Shapes;\n\nreturn SeNetGen.App.SenetApp.Run(args, Architectures.All);\n");
        feed.Write("Shapes/networks/tiny.senet.yaml", Tiny);
        (await feed.Dotnet("Shapes", "build", "--nologo", "-p:TreatWarningsAsErrors=true")).Succeeded();
        var program = Path.Combine(feed.Folder, "Shapes", "bin", "Debug", "net10.0", "Shapes.dll");

        Assert.Contains("tinysenet", (await feed.Dotnet("Shapes", program, "list")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("public sealed partial class TinySeNet", (await feed.Dotnet("Shapes", program, "emit", "tinysenet")).Succeeded().Output, StringComparison.Ordinal);

        feed.Write("Shapes/networks/wrong.senet.yaml", "language: 1\nfamily: Wrong\ncolour: blue\n");
        var wrong = await feed.Dotnet("Shapes", "build", "--nologo", "--no-restore");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Matches(@"networks/wrong\.senet\.yaml\(3,1\): error SEN100: unknown key 'colour' in an architecture", wrong.Output);
    }

    [Fact]
    public async Task Blank_library_follows_its_yaml_from_build_to_build()
    {
        feed.Write("Nets/Nets.csproj", Project("SeNetGen", "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><TreatWarningsAsErrors>true</TreatWarningsAsErrors>"));
        feed.Write("Nets/tiny.senet.yaml", Tiny);
        feed.Write("Nets/Maker.cs", "namespace Nets;\n\npublic static class Maker\n{\n    public static TinySeNet Make() => new(classes: 3);\n}\n");
        (await feed.Dotnet("Nets", "build", "--nologo")).Succeeded();
        var before = Generated("Nets", "TinySeNet");

        feed.Write("Nets/tiny.senet.yaml", Tiny.Replace("repeat: 2", "repeat: 3", StringComparison.Ordinal));
        (await feed.Dotnet("Nets", "build", "--nologo", "--no-restore")).Succeeded();
        Assert.NotEqual(before, Generated("Nets", "TinySeNet"));

        feed.Write("Nets/tiny.senet.yaml", Tiny.Replace("se: squeeze_excite", "se: squeeze_exite", StringComparison.Ordinal));
        var broken = await feed.Dotnet("Nets", "build", "--nologo", "--no-restore");
        var errors = broken.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => ErrorOf().Match(line).Value).Distinct();
        Assert.Equal(
            ["tiny.senet.yaml(11,72): error SEN150: 'squeeze_exite' is no operation, block or layer-valued parameter; did you mean 'squeeze_excite'?"], errors);
    }

    [Fact]
    public async Task Program_without_LibTorch_is_warned_of_once_when_built_and_told_clearly_when_it_makes_a_network()
    {
        feed.Write("Bare/Bare.csproj", Project("SeNetGen", "<OutputType>Exe</OutputType>"));
        feed.Write("Bare/tiny.senet.yaml", Tiny);
        feed.Write("Bare/Program.cs", "try\n{\n    _ = new Bare.TinySeNet();\n}\ncatch (SeNetGen.SenetException exception)\n{\n    Console.WriteLine(exception.Message);\n}\n");
        var build = (await feed.Dotnet("Bare", "build", "--nologo")).Succeeded();
        Assert.Contains("1 Warning(s)", build.Output, StringComparison.Ordinal);
        var warning = Assert.Single(build.Output.Split('\n').Where(line => line.Contains(": warning ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct());
        Assert.Contains("warning SENTORCH: this program has no LibTorch, so that it can list its networks but run none: add <PackageReference Include=\"libtorch-cpu-", warning, StringComparison.Ordinal);

        var run = (await feed.Dotnet("Bare", Path.Combine("bin", "Debug", "net10.0", "Bare.dll"))).Succeeded();
        Assert.StartsWith("this program was built without LibTorch", Assert.Single(run.Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_lists_the_zoo_and_checks_files()
    {
        Directory.CreateDirectory(Path.Combine(feed.Folder, "Tool"));
        feed.Write("Tool/tiny.senet.yaml", Tiny.Replace("kernel: 3 }, bn:", "kernal: 3 }, bn:", StringComparison.Ordinal));
        (await feed.Dotnet("Tool", "tool", "install", "SeNetGen.Cli", "--tool-path", "bin", "--version", feed.Version)).Succeeded();
        var folder = Path.Combine(feed.Folder, "Tool");
        var senet = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "senet.exe" : "senet");

        Assert.Contains("seresnet50", (await Shell.Run(senet, folder, "list")).Succeeded().Output, StringComparison.Ordinal);
        var check = await Shell.Run(senet, folder, "check", ".");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("tiny.senet.yaml(11,39): error SEN123: 'conv' has no argument 'kernal'; did you mean 'kernel'?", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_makes_a_program_that_builds_and_lists_its_network()
    {
        var hive = Path.Combine(feed.Folder, "hive");
        Directory.CreateDirectory(Path.Combine(feed.Folder, "Started"));
        (await feed.Dotnet("Started", "new", "install", Path.Combine(feed.Packages, $"SeNetGen.Templates.{feed.Version}.nupkg"), "--debug:custom-hive", hive)).Succeeded();
        (await feed.Dotnet("Started", "new", "senet", "-n", "Flowers", "-o", ".", "--debug:custom-hive", hive)).Succeeded();
        var yaml = Assert.Single(Directory.GetFiles(Path.Combine(feed.Folder, "Started"), "*.senet.yaml"));
        Assert.StartsWith("# yaml-language-server: $schema=senet.schema.json\n", File.ReadAllText(yaml).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Path.Combine(PackedFeed.Root, "architectures", "senet.schema.json")), File.ReadAllText(Path.Combine(feed.Folder, "Started", "senet.schema.json")));

        // LibTorch is not to be copied about for this.
        (await feed.Dotnet("Started", "build", "--nologo", "-p:TorchBackend=external", "-p:TreatWarningsAsErrors=true")).Succeeded();
        var list = (await feed.Dotnet("Started", Path.Combine("bin", "Debug", "net10.0", "Flowers.dll"), "list")).Succeeded();
        Assert.Contains("starternet", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_holds_the_generator_what_it_needs_and_the_licences()
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed.Packages, $"SeNetGen.{feed.Version}.nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();
        string[] wanted =
            [
                "lib/net10.0/SeNetGen.dll", "analyzers/dotnet/cs/SeNetGen.Generator.dll", "analyzers/dotnet/cs/SeNetGen.Language.dll", "analyzers/dotnet/cs/YamlDotNet.dll",
                "buildTransitive/SeNetGen.props", "buildTransitive/SeNetGen.targets", "README.md", "RULES.md",
            ];
        Assert.Empty(wanted.Except(files));
        foreach (var path in Directory.GetFiles(feed.Packages, "*.nupkg"))
        {
            using var each = ZipFile.OpenRead(path);
            Assert.Empty(Notices.Except(each.Entries.Select(entry => entry.FullName)));
        }
    }

    private string Project(string package, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package}" Version="{feed.Version}" />
          </ItemGroup>
        </Project>
        """;

    private string Generated(string project, string className) => File.ReadAllText(Assert.Single(
        Directory.GetFiles(Path.Combine(feed.Folder, project, "obj"), $"*.{className}.g.cs", SearchOption.AllDirectories)));

    [GeneratedRegex(@"[^/\\]+\.senet\.yaml\([0-9,]+\): error .*?(?= \()")]
    private static partial Regex ErrorOf();
}
