namespace SeNetGen.Generator.Tests;

public class SnapshotTests
{
    [Fact]
    public Task SeResNet18() => Verify("resnet.senet.yaml", "resnet.SeResNet18.g.cs");

    [Fact]
    public Task Small_image_network() => Verify("small.senet.yaml", "small.SeResNet20.g.cs");

    [Fact]
    public Task Registry() => Verify("small.senet.yaml", "Architectures.g.cs");

    private static Task Verify(string file, string hintName, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var run = GeneratorRun.Of((file, GeneratorRun.Architecture(file)));
        Assert.Empty(run.Diagnostics);
        return Verifier.Verify([(hintName, run.Sources[hintName])], method: method);
    }
}
