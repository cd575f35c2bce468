using System.Security.Cryptography;
using SeNetGen.Checkpoints;
using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Cli.Tests;

/// <summary><c>senet convert</c>, and the other commands on what it writes.</summary>
public sealed class ConvertCommandTests : IDisposable
{
    private readonly Senet _senet = new();

    public ConvertCommandTests() => SeNetGen.Torch.LibTorch.EnsureLoaded();

    public void Dispose() => _senet.Dispose();

    [Fact]
    public async Task Weights_go_round_all_formats_and_compute_the_same()
    {
        Random("seresnet8", "a.safetensors");
        using (var scope = NewDisposeScope())
        {
            SafeTensorsWriter.Save(PathOf("in.safetensors"), [("input", randn(2, 1, 28, 28))]);
        }

        Convert("a.safetensors", "a.pth").Succeeded();
        Convert("a.pth", "a.ckpt").Succeeded();
        Convert("a.ckpt", "b.pt").Succeeded();
        Convert("b.pt", "b.safetensors").Succeeded();
        foreach (var weights in new[] { "a.safetensors", "a.pth", "a.ckpt", "b.safetensors" })
        {
            (await _senet.Run("forward", "seresnet8", "--weights", weights, "--input", "in.safetensors", "--output", weights + ".out")).Succeeded();
            Assert.Equal(await File.ReadAllBytesAsync(PathOf("a.safetensors.out")), await File.ReadAllBytesAsync(PathOf(weights + ".out")));
        }

        // MindSpore counts no batches; all else came back.
        using var first = SafeTensorsFile.Open(PathOf("a.safetensors"));
        using var last = SafeTensorsFile.Open(PathOf("b.safetensors"));
        Assert.Equal(first.Entries.Select(entry => entry.Name).Where(name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)), last.Entries.Select(entry => entry.Name));
        using var inner = NewDisposeScope();
        Assert.All(last.Entries, entry => Assert.True(first.Read(entry.Name).bytes.SequenceEqual(last.Read(entry.Name).bytes), entry.Name));
    }

    [Fact]
    public void Checkpoint_of_MindCV_becomes_one_of_timm_and_what_differs_is_told()
    {
        Random("mindcv_seresnet18", "mindcv.ckpt");

        var told = Convert("mindcv.ckpt", "timm.safetensors", "--model", "seresnet18").Succeeded().Output;
        Assert.Contains("timm.safetensors: 134 tensors, 11,789,224 values, safetensors; from a MindSpore checkpoint, mindcv's names to timm's", told, StringComparison.Ordinal);
        Assert.Contains("outputs will differ from the original's: the pool of the stem: \"same\" padding in mindcv, padding of one pixel on each side in timm", told, StringComparison.Ordinal);

        // And back: to the last bit.
        Convert("timm.safetensors", "again.ckpt", "--model", "mindcv_seresnet18", "--from", "timm").Succeeded();
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(PathOf("mindcv.ckpt"))), SHA256.HashData(File.ReadAllBytes(PathOf("again.ckpt"))));

        // Not by itself: loading does not rename.
        Assert.Contains("does not fit SeResNet18: it lacks conv1.weight", Load("mindcv.ckpt", "seresnet18"), StringComparison.Ordinal);
        Assert.Equal("", Load("mindcv.ckpt", "mindcv_seresnet18"));
    }

    [Fact]
    public void Layouts_of_deep_stems_and_of_Cadena_are_known()
    {
        foreach (var (network, other) in new[] { ("legacy_seresnet50", "seresnet50"), ("legacy_senet154", "senet154"), ("mindcv_senet154", "legacy_senet154") })
        {
            // Names and shapes say all: the values are zeros of one number each.
            var keys = Zoo.Architectures.All.Single(info => info.Name == network).Walk().Tensors.ToList();
            var wanted = Zoo.Architectures.All.Single(info => info.Name == other).Walk().Tensors.Select(tensor => tensor.Name).ToHashSet();
            var layout = KeyLayout.Of(keys.Select(key => key.Name));
            var names = keys.Select(key => key.Name).ToList();
            var timm = names.Select(name => KeyLayout.ToTimm(name, layout, KeyLayout.IsDeep(names))).ToHashSet();
            var otherTimm = wanted.Select(name => KeyLayout.ToTimm(name, KeyLayout.Of(wanted), KeyLayout.IsDeep(wanted))).ToHashSet();
            Assert.Equal(names.Count, timm.Count);
            Assert.True(timm.SetEquals(otherTimm), network);
        }

        Assert.Contains("in conv1 in cadena, in conv2 in timm", KeyLayout.Differences("cadena", "timm", hasBottlenecks: true, hasGroups: false)[1], StringComparison.Ordinal);
        Assert.Empty(KeyLayout.Differences("torchvision", "timm", hasBottlenecks: true, hasGroups: false));
    }

    [Fact]
    public void Digits_of_a_published_name_are_verified()
    {
        Random("seresnet8", "a.safetensors");
        var digits = System.Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf("a.safetensors"))))[..8];
        File.Copy(PathOf("a.safetensors"), PathOf($"a-{digits}.safetensors"));
        File.Copy(PathOf("a.safetensors"), PathOf("a-00000000.safetensors"));

        Assert.Contains($"its SHA-256 begins with {digits}, as its name says", Convert($"a-{digits}.safetensors", "b.pt").Succeeded().Output, StringComparison.Ordinal);
        var wrong = Convert("a-00000000.safetensors", "c.pt").Succeeded();
        Assert.Contains($"its name ends in 00000000, but its SHA-256 begins with {digits}", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_exist_stay_unless_told_and_faults_are_one_line()
    {
        Random("seresnet8", "a.safetensors");
        Random("seresnet8", "b.pt");
        var before = File.ReadAllBytes(PathOf("b.pt"));

        Assert.Contains("exists: give another name, or --overwrite", Convert("a.safetensors", "b.pt").Refused(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(PathOf("b.pt")));
        Convert("a.safetensors", "b.pt", "--overwrite").Succeeded();
        Assert.NotEqual(before, File.ReadAllBytes(PathOf("b.pt")));

        Assert.Contains("ends in no format that is written: .safetensors, .pt, .pth, .bin, .ckpt", Convert("a.safetensors", "a.onnx").Refused(), StringComparison.Ordinal);
        Assert.Contains("--from: 'tim' is none of timm, mindcv, cadena, torchvision; did you mean 'timm'?", Convert("a.safetensors", "c.pt", "--model", "seresnet8", "--from", "tim").Refused(), StringComparison.Ordinal);
        Assert.Contains("give --model NAME too", Convert("a.safetensors", "c.pt", "--from", "timm").Refused(), StringComparison.Ordinal);
        Assert.Contains("does not fit seresnet20: it lacks ", Convert("a.safetensors", "c.pt", "--model", "seresnet20").Refused(), StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("c.pt")));

        var loose = Convert("a.safetensors", "c.pt", "--model", "seresnet20", "--strict", "false", "--json").Succeeded();
        Assert.Contains("skipped: ", loose.Error, StringComparison.Ordinal);
        Assert.True(loose.Json.GetProperty("skipped").GetArrayLength() > 0 && loose.Json.GetProperty("tensors").GetInt32() > 0);
    }

    private SenetResult Convert(string from, string to, params string[] more) => SenetInProcess.Run(["convert", PathOf(from), PathOf(to), .. more]);

    private string Load(string weights, string network)
    {
        using var made = Zoo.Architectures.Create(network);
        using var file = WeightsFile.Open(PathOf(weights));
        try
        {
            CheckpointFile.LoadWeights(file, made);
            return "";
        }
        catch (SenetException error)
        {
            return error.Message;
        }
    }

    private void Random(string name, string file)
    {
        using var network = Zoo.Architectures.Create(name);
        WeightsWriter.Save(PathOf(file), [.. StateDict.Of(network).Select(entry => (entry.Name, entry.Tensor))]);
    }

    private string PathOf(string name) => Path.Combine(_senet.Folder, name);
}
