using SeNetGen.Modules;
using TorchSharp;

namespace SeNetGen.Tests.Modules;

public sealed class FirstTests
{
    [Fact]
    public void Conv_runs()
    {
        using var conv = new Conv(3, 8, kernel: 3, padding: 1);
        using var x = torch.randn(2, 3, 8, 8);
        using var y = conv.forward(x);
        Assert.Equal([2, 8, 8, 8], y.shape);
        Assert.Equal(0, y.sum().ToDouble());
    }
}
