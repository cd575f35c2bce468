using System.Globalization;
using System.Text.RegularExpressions;

namespace SeNetGen.Package.Tests;

/// <summary>A program of the packages as one native file, trimmed: nothing of ours is looked up by reflection.</summary>
[Collection(nameof(PackedFeed))]
public partial class NativeAotTests(PackedFeed feed)
{
    // A network of each file of architectures/, the smallest, with its published parameters.
    private static readonly (string File, string Class, int Size, long Parameters)[] Families =
    [
        ("byob", "SeResNeXt26ts", 64, 10_388_064),
        ("cifar", "PreResNet164", 32, 1_703_258),
        ("ecaresnet", "EcaResNetLight", 64, 30_162_046),
        ("ecaresnet101d_pruned", "EcaResNet101dPruned", 64, 24_876_040),
        ("ecaresnet50d_pruned", "EcaResNet50dPruned", 64, 19_939_713),
        ("legacy", "LegacySeResNet18", 64, 11_778_592),
        ("mindcv", "MindCvSeResNet18", 64, 11_779_624),
        ("resnet", "SeResNet18", 64, 11_779_624),
        ("resnetrs", "ResNetRs50", 64, 35_691_912),
        ("sknet", "SkResNet18", 64, 11_958_056),
        ("small", "SeResNet8", 28, 311_906),
    ];

    private const string Program = """
        using SeNetGen.Checkpoints;
        using SeNetGen.Modules;
        using TorchSharp;
        using static TorchSharp.torch;

        SeNetGen.Torch.LibTorch.SetThreads(1);
        Func<Network>[] families = [FAMILIES];
        int[] sizes = [SIZES];
        for (var i = 0; i < families.Length; i++)
        {
            using var scope = NewDisposeScope();
            using var trained = families[i]();
            using var network = families[i]();
            SafeTensorsWriter.Save("weights.safetensors", [.. StateDict.Of(trained).Select(entry => (entry.Name, entry.Tensor))]);
            using (var file = SafeTensorsFile.Open("weights.safetensors"))
            {
                StateDict.Load(network, file.Entries.ToDictionary(entry => entry.Name, entry => file.Read(entry.Name)), "weights.safetensors");
            }

            var input = randn(2, network.Info.Input.Channels, sizes[i], sizes[i]);
            using var optimizer = optim.SGD(network.parameters(), 0.01);
            trained.eval();
            network.eval();
            bool same;
            using (no_grad())
            {
                same = trained.forward(input).Equals(network.forward(input));
            }

            network.train();
            var loss = nn.functional.cross_entropy(network.forward(input), zeros(2, ScalarType.Int64));
            loss.backward();
            optimizer.step();
            Console.WriteLine($"{network.Info.ClassName} {network.parameters().Sum(parameter => parameter.numel())} {same} {float.IsFinite(loss.item<float>())}");
        }

        """;

    [LinkerFact]
    public async Task Program_published_as_native_code_loads_trains_and_counts_a_network_of_each_family()
    {
        Assert.Equal(
            Directory.GetFiles(Path.Combine(PackedFeed.Root, "architectures"), "*.senet.yaml").Select(path => Path.GetFileName(path).Split('.')[0]).Order(StringComparer.Ordinal),
            Families.Select(family => family.File));
        foreach (var path in Directory.GetFiles(Path.Combine(PackedFeed.Root, "architectures"), "*.senet.yaml"))
        {
            feed.Write($"Native/{Path.GetFileName(path)}", File.ReadAllText(path));
        }

        feed.Write("Native/Native.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <DebugType>none</DebugType>
                <StripSymbols>false</StripSymbols>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SeNetGen" Version="{feed.Version}" />
                <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
              </ItemGroup>
            </Project>
            """);
        feed.Write("Native/Program.cs", Program
            .Replace("FAMILIES", string.Join(", ", Families.Select(family => $"() => new Native.{family.Class}()")), StringComparison.Ordinal)
            .Replace("SIZES", string.Join(", ", Families.Select(family => family.Size)), StringComparison.Ordinal));

        var publish = (await feed.Dotnet("Native", "publish", "--nologo", "-r", "linux-x64", "-o", "out")).Succeeded();
        var warnings = publish.Output.Split('\n').Where(line => line.Contains(" warning ", StringComparison.Ordinal)).ToArray();

        // Those of TorchSharp show that the analysis ran and is printed.
        Assert.Contains(warnings, line => line.Contains("IL2075: TorchSharp.", StringComparison.Ordinal));
        Assert.Equal([], warnings.Where(line => !IsOfTorchSharp(line)));

        var folder = Path.Combine(feed.Folder, "Native");
        var run = (await Shell.Run(Path.Combine(folder, "out", "Native"), folder)).Succeeded();
        Assert.Equal(
            Families.Select(family => string.Create(CultureInfo.InvariantCulture, $"{family.Class} {family.Parameters} True True")),
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsOfTorchSharp(string line) => OfTorchSharp().IsMatch(line);

    [GeneratedRegex(@"warning IL[0-9]+: TorchSharp\.")]
    private static partial Regex OfTorchSharp();

    /// <summary>A test that needs the linker that native compilation calls, on the one system whose LibTorch it names.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LinkerFactAttribute : FactAttribute
    {
        public LinkerFactAttribute() => Skip = !OperatingSystem.IsLinux() ? "needs Linux x64" : Has("clang") || Has("gcc") ? null : "needs a linker: apt-get install gcc libc6-dev";

        private static bool Has(string program) =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
    }
}
