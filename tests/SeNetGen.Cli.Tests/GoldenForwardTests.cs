using SeNetGen.Checkpoints;
using SeNetGen.Torch;
using SeNetGen.Zoo.Tests.Golden;
using static TorchSharp.torch;

namespace SeNetGen.Cli.Tests;

/// <summary><c>forward</c> gives what the networks' originals compute: weights and an image go in as files, the result comes out as one.</summary>
public sealed class GoldenForwardTests : IDisposable
{
    private const string Weights = "weights.safetensors";
    private const string Image = "image.safetensors";

    private readonly Senet _senet = new();

    static GoldenForwardTests() => SeNetGen.Torch.LibTorch.EnsureLoaded();

    public void Dispose() => _senet.Dispose();

    [Theory]
    [InlineData("seresnet18")]
    [InlineData("seresnet50")]
    [InlineData("seresnext50_32x4d")]
    [InlineData("senet154")]
    [InlineData("mindcv_seresnet18")]
    [InlineData("mindcv_seresnet50")]
    [InlineData("mindcv_seresnext26_32x4d")]
    [InlineData("mindcv_senet154")]
    public async Task Network_agrees_with_its_original(string name)
    {
        var expected = GoldenNetwork.Find(name).Cases[0];
        WriteWeights(name);
        using (var image = NamedTensors.Image(expected.Input))
        {
            SafeTensorsWriter.Save(Path.Combine(_senet.Folder, Image), [("input", image)]);
        }

        foreach (var precision in new[] { Precision.Float64, Precision.Float32 })
        {
            var output = $"{precision}.safetensors";

            (await _senet.Run("forward", name, "--weights", Weights, "--input", Image, "--output", output, "--precision", precision.ToString().ToLowerInvariant())).Succeeded();

            using var result = SafeTensorsFile.Open(Path.Combine(_senet.Folder, output));
            using var logits = result.Read("logits");
            using var features = result.Read("features");
            GoldenBounds.Of(precision).Hold(expected, logits, features);
        }
    }

    private void WriteWeights(string name)
    {
        using var scope = NewDisposeScope();
        var tensors = new List<(string Name, Tensor Value)>();
        foreach (var tensor in Zoo.Architectures.All.Single(network => network.Name == name).Walk().Tensors)
        {
            if (OriginalWeights.Of(name, tensor.Name, [.. tensor.Shape]) is { } value)
            {
                tensors.Add((tensor.Name, value));
            }
        }

        SafeTensorsWriter.Save(Path.Combine(_senet.Folder, Weights), tensors);
    }
}
