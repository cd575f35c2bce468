using SeNetGen.Checkpoints;
using SeNetGen.Modules;
using SeNetGen.Tests.Training;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>Files that do not fit: everything wrong is told at once, and nothing changes.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private const string Momentum = "optimizer.momentum.";
    private const string RandomState = "training.random_state";

    private readonly TemporaryFolder _folder = new();
    private readonly TorchSharp.DisposeScope _scope;
    private readonly TinyNetwork _network;
    private readonly (string Name, Tensor Value)[] _momentum;

    public CheckpointFileTests()
    {
        LibTorch.EnsureLoaded();
        _scope = NewDisposeScope();
        manual_seed(6);
        _network = new TinyNetwork();
        _momentum = [.. Parameters(_network).Select(entry => (entry.Name, rand(entry.Tensor.shape)))];
    }

    private string Path => _folder["a.safetensors"];

    public void Dispose()
    {
        _network.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Everything_comes_back()
    {
        using var random = get_rng_state();
        CheckpointFile.Save(Path, State(), _network, _momentum, random);
        using var other = new TinyNetwork();
        (string Name, Tensor Value)[] momentum = [.. _momentum.Select(entry => (entry.Name, zeros_like(entry.Value)))];

        using var file = SafeTensorsFile.Open(Path);
        CheckpointFile.LoadWeights(file, other);
        using var read = CheckpointFile.LoadTraining(file, momentum);

        Assert.Equal(Bytes(StateDict.Of(_network).Select(entry => entry.Tensor)), Bytes(StateDict.Of(other).Select(entry => entry.Tensor)));
        Assert.Equal(Bytes(_momentum.Select(entry => entry.Value)), Bytes(momentum.Select(entry => entry.Value)));
        Assert.Equal(random.bytes.ToArray(), read.bytes.ToArray());
        Assert.Equal(("tiny", 3, 7), (CheckpointFile.ReadState(file)!.Network, CheckpointFile.ReadState(file)!.Epoch, CheckpointFile.ReadState(file)!.StepInEpoch));
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once_and_nothing_is_written()
    {
        var tensors = Weights();
        tensors["fc.weight"] = zeros(11, 288);
        tensors["fc.bias"] = zeros(11);
        tensors["se.fc1.bias"] = zeros([4], ScalarType.Int32);
        tensors["last_linear.weight"] = zeros(2);
        tensors["last_linear.bias"] = zeros(2);
        tensors["extra"] = zeros(2);
        tensors["more"] = zeros(2);
        tensors.Remove("bn1.weight");
        tensors.Remove("conv2.weight");

        AssertRefused(tensors,
            "does not fit TinyNetwork: it lacks bn1.weight, conv2.weight; "
            + "the network does not know last_linear.weight, last_linear.bias, extra, more; "
            + "shapes differ: fc.weight is [11, 288] in the file, [10, 288] in the network; fc.bias is [11] in the file, [10] in the network; "
            + "no floating-point numbers: se.fc1.bias is I32 in the file");
    }

    [Fact]
    public void Names_that_are_nearly_right_are_told_beside_the_wrong_ones()
    {
        var tensors = Weights();
        tensors["fc.wieght"] = tensors["fc.weight"];
        tensors.Remove("fc.weight");

        AssertRefused(tensors, "does not fit TinyNetwork: it lacks fc.weight (but fc.wieght); the network does not know fc.wieght (but fc.weight)");
    }

    [Fact]
    public void What_fits_is_taken_and_the_rest_told_when_not_strict()
    {
        var tensors = Weights();
        tensors["fc.weight"] = zeros(11, 288);
        tensors["extra"] = zeros(2);
        tensors.Remove("conv2.weight");
        tensors["bn1.weight"] = full_like(tensors["bn1.weight"], 0.125);
        Save(tensors);
        using var file = SafeTensorsFile.Open(Path);
        using var other = new TinyNetwork();

        Assert.Equal(
            ["conv2.weight: not in the file", "extra: not in the network", "fc.weight is [11, 288] in the file, [10, 288] in the network"],
            CheckpointFile.LoadWeights(file, other, strict: false));
        Assert.True(StateDict.Of(other).Single(entry => entry.Name == "bn1.weight").Tensor.allclose(tensors["bn1.weight"]));

        Save(new() { ["extra"] = zeros(2) });
        using var foreign = SafeTensorsFile.Open(Path);
        Assert.Throws<SenetException>(() => CheckpointFile.LoadWeights(foreign, other, strict: false));
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Floating_point_weights_are_converted(ScalarType type)
    {
        var tensors = Weights();
        foreach (var (name, value) in tensors.Where(entry => entry.Value.is_floating_point()).ToList())
        {
            tensors[name] = value.to(type);
        }

        Save(tensors);
        using var other = new TinyNetwork();
        using var file = SafeTensorsFile.Open(Path);
        CheckpointFile.LoadWeights(file, other);

        Assert.All(StateDict.Of(other).Zip(StateDict.Of(_network)), pair =>
        {
            Assert.Equal(pair.Second.Tensor.dtype, pair.First.Tensor.dtype);
            Assert.True(pair.First.Tensor.allclose(pair.Second.Tensor, rtol: 1e-2, atol: 1e-3), pair.First.Name);
        });
    }

    [Fact]
    public void Files_without_a_count_of_batches_are_taken()
    {
        var tensors = Weights();
        foreach (var name in tensors.Keys.Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToList())
        {
            tensors.Remove(name);
        }

        Save(tensors);
        using var file = SafeTensorsFile.Open(Path);
        CheckpointFile.LoadWeights(file, _network);
    }

    [Fact]
    public void Optimizer_states_are_unknown_to_a_file_of_weights()
    {
        var tensors = Weights();
        tensors[Momentum + "fc.bias"] = zeros(10);

        AssertRefused(tensors, "does not fit TinyNetwork: the network does not know optimizer.momentum.fc.bias");
    }

    [Fact]
    public void Truncated_checkpoint_is_refused_before_anything_is_read()
    {
        using var random = get_rng_state();
        CheckpointFile.Save(Path, State(), _network, _momentum, random);
        var bytes = File.ReadAllBytes(Path);
        foreach (var length in new[] { bytes.Length - 1, bytes.Length / 2, 100, 8, 0 })
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Assert.StartsWith($"'{Path}' is ", Assert.Throws<SenetException>(() => CheckpointFile.ReadState(Path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2", "{}", "has checkpoint format 2, written by a newer SeNetGen; this one reads up to format 1: update it")]
    [InlineData("0", "{}", "is damaged: its format version is '0'")]
    [InlineData("one", "{}", "is damaged: its format version is 'one'")]
    [InlineData("1", null, "is damaged: its checkpoint state is missing")]
    [InlineData("1", "null", "is damaged: its checkpoint state is missing")]
    [InlineData("1", "{", "is damaged: its checkpoint state cannot be read ($)")]
    public void A_header_of_another_kind_is_refused(string version, string? state, string message)
    {
        var metadata = new Dictionary<string, string> { ["senetgen.format_version"] = version };
        if (state is not null)
        {
            metadata["senetgen.checkpoint"] = state;
        }

        SafeTensorsWriter.Save(Path, [], metadata);

        Assert.Equal($"'{Path}' {message}", Assert.Throws<SenetException>(() => CheckpointFile.ReadState(Path)).Message);
    }

    [Theory]
    [InlineData("lacks", "lacks the momentum of fc.bias: give resume_opt false to start with its weights alone")]
    [InlineData("shape", "is damaged: the momentum of fc.bias is F32 [11], not F32 [10]")]
    [InlineData("type", "is damaged: the momentum of fc.bias is I64 [10], not F32 [10]")]
    [InlineData("random", "is damaged: it lacks training.random_state; copy it again, or give resume_opt false to start with its weights alone")]
    public void A_damaged_training_state_changes_nothing(string damage, string message)
    {
        var tensors = Weights();
        foreach (var (name, value) in _momentum)
        {
            tensors[Momentum + name] = value + 1;
        }

        tensors[RandomState] = get_rng_state();
        switch (damage)
        {
            case "lacks":
                tensors.Remove(Momentum + "fc.bias");
                break;
            case "shape":
                tensors[Momentum + "fc.bias"] = zeros(11);
                break;
            case "type":
                tensors[Momentum + "fc.bias"] = zeros([10], ScalarType.Int64);
                break;
            default:
                tensors.Remove(RandomState);
                break;
        }

        Save(tensors);
        var before = Bytes(_momentum.Select(entry => entry.Value));
        using var file = SafeTensorsFile.Open(Path);

        Assert.Equal($"'{Path}' {message}", Assert.Throws<SenetException>(() => CheckpointFile.LoadTraining(file, _momentum).Dispose()).Message);
        Assert.Equal(before, Bytes(_momentum.Select(entry => entry.Value)));
    }

    private static IEnumerable<StateEntry> Parameters(nn.Module network) => StateDict.Of(network).Where(entry => entry.Kind == TensorKind.Parameter);

    private static byte[] Bytes(IEnumerable<Tensor> tensors) => [.. tensors.SelectMany(tensor => tensor.detach().contiguous().bytes.ToArray())];

    private Dictionary<string, Tensor> Weights() => StateDict.Of(_network).ToDictionary(entry => entry.Name, entry => entry.Tensor);

    private void Save(Dictionary<string, Tensor> tensors) => SafeTensorsWriter.Save(Path, [.. tensors.Select(entry => (entry.Key, entry.Value))]);

    private void AssertRefused(Dictionary<string, Tensor> tensors, string message)
    {
        Save(tensors);
        var before = Bytes(StateDict.Of(_network).Select(entry => entry.Tensor));
        using var file = SafeTensorsFile.Open(Path);

        Assert.Equal($"'{Path}' {message}", Assert.Throws<SenetException>(() => CheckpointFile.LoadWeights(file, _network)).Message);
        Assert.Equal(before, Bytes(StateDict.Of(_network).Select(entry => entry.Tensor)));
    }

    private static CheckpointState State() => new()
    {
        Network = "tiny",
        Arguments = new Dictionary<string, double> { ["classes"] = 10 },
        Dataset = "mnist",
        ClassNames = ["a", "b"],
        Channels = 1,
        Height = 12,
        Width = 12,
        Mean = [1],
        Std = [2],
        Precision = Precision.Float32,
        Epoch = 3,
        StepInEpoch = 7,
        TrainImages = 100,
        Recipe = new Dictionary<string, string>(),
    };
}
