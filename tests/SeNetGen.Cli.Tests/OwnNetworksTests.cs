using SeNetGen.Checkpoints;
using SeNetGen.Tests.Data;
using static TorchSharp.torch;

namespace SeNetGen.Cli.Tests;

/// <summary>A project with a network of its own gets every command by <c>return SenetApp.Run(args, Architectures.All);</c>.</summary>
public sealed class OwnNetworksTests : IDisposable
{
    private readonly Senet _mynets = new(Path.Combine(AppContext.BaseDirectory, "mynets.dll"));

    static OwnNetworksTests() => Torch.LibTorch.EnsureLoaded();

    public void Dispose() => _mynets.Dispose();

    [Fact]
    public async Task Own_network_is_listed_summarised_and_emitted()
    {
        var listed = (await _mynets.Run("list", "--json")).Succeeded().Json.EnumerateArray();
        Assert.Equal(
            [("gatednet", "GatedNet"), ("ownnet", "OwnNet"), ("wrongnet", "WrongNet")],
            listed.Select(network => (network.GetProperty("name").GetString(), network.GetProperty("class").GetString())).Order());

        var summary = (await _mynets.Run("summary", "ownnet", "--json")).Succeeded().Json;
        Assert.Equal(Parameters, summary.GetProperty("parameters").GetInt64());

        var keys = (await _mynets.Run("keys", "ownnet", "--json")).Succeeded().Json;
        Assert.Equal("conv1.weight", keys[0].GetProperty("name").GetString());
        Assert.Contains("layer2.match.weight", keys.EnumerateArray().Select(key => key.GetProperty("name").GetString()));

        Assert.Contains("namespace My.Networks;", (await _mynets.Run("emit", "ownnet")).Succeeded().Output, StringComparison.Ordinal);
        Assert.StartsWith("mynets: there is no network 'seresnet18'", (await _mynets.Run("summary", "seresnet18")).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_network_trains_validates_and_computes()
    {
        IdxBytes.WriteLearnable(Path.Combine(_mynets.Folder, "data"), 200, 100);

        var trained = (await _mynets.Run("train", "--model", "ownnet", "--dataset", "mnist", "--data_dir", "data", "--epoch_size", "1", "--batch_size", "20", "--precision", "float32", "--ckpt_save_dir", "run", "--json")).Succeeded().Json;
        Assert.Equal("run/latest.safetensors", trained.GetProperty("checkpoint").GetString());

        var validated = (await _mynets.Run("validate", "--ckpt_path", "run/latest.safetensors", "--data_dir", "data", "--json")).Succeeded().Json;
        Assert.Equal(trained.GetProperty("loss").GetRawText(), validated.GetProperty("loss").GetRawText());
        Assert.Equal(100, validated.GetProperty("images").GetInt32());

        using var scope = NewDisposeScope();
        SafeTensorsWriter.Save(Path.Combine(_mynets.Folder, "in.safetensors"), [("input", randn(3, 1, 12, 12))]);
        (await _mynets.Run("forward", "ownnet", "--weights", "run/latest.safetensors", "--input", "in.safetensors", "--output", "out.safetensors")).Succeeded();
        using var file = SafeTensorsFile.Open(Path.Combine(_mynets.Folder, "out.safetensors"));
        Assert.Equal([3, 10], file.Find("logits")!.Shape);
        Assert.Equal([3, 16, 6, 6], file.Find("features")!.Shape);
    }

    [Fact]
    public async Task Module_in_C_sharp_is_summarised_as_declared_trained_and_kept_under_its_own_keys()
    {
        var summary = await _mynets.Run("summary", "gatednet", "--json");
        Assert.Equal(2210, summary.Succeeded().Json.GetProperty("parameters").GetInt64());
        Assert.Empty(summary.Error);
        var keys = await _mynets.Run("keys", "gatednet", "--json");
        Assert.DoesNotContain("gate", keys.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(
            "not listed are the tensors of the project's own modules, which name them themselves: layer1.gate (My.Networks.ChannelGate), layer2.gate (My.Networks.ChannelGate)\n",
            keys.Error.ReplaceLineEndings("\n"));
        Assert.Equal(
            "not counted are the parameters of modules that declare none: half (My.Networks.ChannelGate)\n", (await _mynets.Run("summary", "wrongnet")).Succeeded().Error.ReplaceLineEndings("\n"));

        // bfloat16, the default, and a resumed file: the module's weights are in it and fit.
        IdxBytes.WriteLearnable(Path.Combine(_mynets.Folder, "data"), 200, 100);
        (await _mynets.Run("train", "--model", "gatednet", "--dataset", "mnist", "--data_dir", "data", "--epoch_size", "1", "--batch_size", "20", "--ckpt_save_dir", "run")).Succeeded();
        using var file = SafeTensorsFile.Open(Path.Combine(_mynets.Folder, "run", "latest.safetensors"));
        Assert.Equal([16, 1, 1], file.Find("layer2.gate.weight")!.Shape);
        using var weight = file.Read("layer2.gate.weight");
        Assert.True(weight.abs().sum().item<float>() > 0);
        (await _mynets.Run("validate", "--ckpt_path", "run/latest.safetensors", "--data_dir", "data")).Succeeded();
    }

    [Fact]
    public async Task Module_of_another_shape_than_declared_is_refused_with_both_shapes_and_the_place()
    {
        IdxBytes.WriteLearnable(Path.Combine(_mynets.Folder, "data"), 40, 20);
        var refused = (await _mynets.Run("train", "--model", "wrongnet", "--dataset", "mnist", "--data_dir", "data", "--epoch_size", "1", "--batch_size", "20", "--ckpt_save_dir", "run")).Refused();
        Assert.Equal(
            "mynets: module 'My.Networks.ChannelGate' gives [20, 16, 6, 6] where the architecture declares [20, 16, 3, 3] for an input of [20, 16, 6, 6]: "
            + "mend the module, or 'output' at stages.half in networks/gated.senet.yaml",
            refused.TrimEnd());
    }

    [Fact]
    public async Task Training_needs_the_network_and_the_data_that_a_program_without_its_own_recipe_cannot_know()
    {
        Assert.Contains("--model", (await _mynets.Run("train")).Refused(), StringComparison.Ordinal);
        Assert.Contains("data_dir", (await _mynets.Run("train", "--model", "ownnet")).Refused(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_mynets.Folder));
    }

    // 72 + 16 of the stem; 576 + 16 + 76 of the first block (8 -> 4 -> 8 with biases); 1152 + 32 + 148 + 128 of the second; 170 of the head.
    private const long Parameters = 72 + 16 + (576 + 16 + 76) + (1152 + 32 + 148 + 128) + 170;
}
