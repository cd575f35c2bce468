namespace SeNetGen.Package.Tests;

/// <summary>The packages work in a blank project: generator, runtime and command line.</summary>
public class PackageTests(PackedConsumer consumer) : IClassFixture<PackedConsumer>
{
    [Fact]
    public async Task Blank_project_gets_its_networks_the_commands_and_errors_in_its_yaml()
    {
        (await Shell.Dotnet(consumer.Folder, "build", "--nologo")).Succeeded();
        var program = Path.Combine(consumer.Folder, "bin", "Debug", "net10.0", "Shapes.dll");

        var list = (await Shell.Dotnet(consumer.Folder, program, "list")).Succeeded();
        Assert.Contains("tinysenet", list.Output, StringComparison.Ordinal);

        var emitted = (await Shell.Dotnet(consumer.Folder, program, "emit", "tinysenet")).Succeeded();
        Assert.Contains("public sealed partial class TinySeNet", emitted.Output, StringComparison.Ordinal);

        consumer.Write("networks/wrong.senet.yaml", "language: 1\nfamily: Wrong\ncolour: blue\n");
        consumer.Write("networks/latin.senet.yaml", [.. "language: 1\nfamily: Latin\nsummary: caf"u8, 0xE9, .. "\n"u8]);
        var wrong = await Shell.Dotnet(consumer.Folder, "build", "--nologo");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Matches(@"wrong\.senet\.yaml\(3,1\): error SEN\d{3}: ", wrong.Output);
        Assert.Matches(@"latin\.senet\.yaml\(3,13\): error SEN013: ", wrong.Output);
    }
}
