using System.Text.Json;

namespace SeNetGen.Cli.Tests;

/// <summary>The commands that compute nothing: list, summary, keys, check and emit.</summary>
public sealed class StaticCommandTests : IDisposable
{
    private readonly Senet _senet = new();

    public void Dispose() => _senet.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("summary", "seresnet18")]
    [InlineData("keys", "seresnet18")]
    [InlineData("emit", "seresnet18")]
    [InlineData("check", "good.senet.yaml")]
    public async Task Command_succeeds_without_loading_LibTorch(params string[] arguments)
    {
        _senet.Write("good.senet.yaml", Tiny);

        var result = (await _senet.Run([.. arguments, "-v", "debug"])).Succeeded();

        // With -v debug the program lists the native libraries in its memory map when it ends.
        Assert.Contains("libcoreclr.so", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch", result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_the_state_dict()
    {
        var keys = (await _senet.Run("keys", "seresnet18", "--json")).Succeeded().Json;

        Assert.Equal(154, keys.GetArrayLength());
        Assert.Equal("conv1.weight", keys[0].GetProperty("name").GetString());
        Assert.Equal([64, 3, 7, 7], keys[0].GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal("parameter", keys[0].GetProperty("kind").GetString());
        Assert.Equal("bn1.num_batches_tracked", keys[5].GetProperty("name").GetString());
        Assert.Equal("buffer", keys[5].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Summary_counts_parameters_and_multiply_adds()
    {
        var summary = (await _senet.Run("summary", "seresnet18", "--json")).Succeeded().Json;

        Assert.Equal(11_779_624, summary.GetProperty("parameters").GetInt64());
        Assert.Equal(1.81, Math.Round(summary.GetProperty("macs").GetInt64() / 1e9, 2));
        Assert.NotEqual(0, summary.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public async Task Unknown_command_is_a_usage_error() => Assert.Contains("trian", (await _senet.Run("trian")).Refused(2), StringComparison.Ordinal);

    [Fact]
    public async Task Unknown_network_is_refused_with_a_suggestion() =>
        Assert.Contains("seresnet18", (await _senet.Run("summary", "seresnet81")).Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("empty", "")]
    [InlineData("tabs", "language: 1\nfamily: A\nstem:\n\tconv1: relu\n")]
    [InlineData("duplicate", "language: 1\nfamily: A\nfamily: B\n")]
    [InlineData("cycle", "language: 1\nfamily: A\nextends: cycle.senet.yaml\nvariants: { A1: {} }\n")]
    [InlineData("unknown", "language: 1\nfamily: A\ncolour: red\n")]
    [InlineData("huge", "language: 1\nfamily: A\ninput: { channels: 3, height: 8, width: 8 }\nstem: { a: { conv: 4, repeat: 1_000_000_000 } }\nstages: { b: relu }\nhead: { c: global_avg_pool }\nvariants: { A1: {} }\n")]
    public async Task Wrong_file_is_reported_at_its_place(string name, string text)
    {
        var result = await _senet.Run("check", _senet.Write($"{name}.senet.yaml", text), "--json");

        Assert.Equal(1, result.ExitCode);
        var first = result.Json[0];
        Assert.Matches("^SEN[0-9]{3}$", first.GetProperty("id").GetString());
        Assert.EndsWith($"{name}.senet.yaml", first.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.True(first.GetProperty("line").GetInt32() >= 1);
        Assert.Equal(JsonValueKind.Number, first.GetProperty("end_column").ValueKind);
    }

    [Theory]
    [InlineData("latin", new byte[] { 0x61, 0x3A, 0x20, 0xC3, 0xA9, 0xE9, 0x0A }, 5)]
    [InlineData("marked", new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x20, 0xE9, 0x0A }, 4)]
    [InlineData("wide", new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00, 0x0A, 0x00 }, 1)]
    public async Task File_that_is_not_UTF8_is_reported_at_its_first_wrong_byte(string name, byte[] bytes, int column)
    {
        var file = _senet.Write($"{name}.senet.yaml", bytes);

        var result = await _senet.Run("check", file, "--json");

        Assert.Equal(1, result.ExitCode);
        var only = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal((file, "SEN013", 1, column), (only.GetProperty("file").GetString(), only.GetProperty("id").GetString(), only.GetProperty("line").GetInt32(), only.GetProperty("column").GetInt32()));
        Assert.Contains("UTF-8", only.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emitted_source_lands_in_the_folder_asked_for()
    {
        _senet.Write("good.senet.yaml", Tiny);

        (await _senet.Run("emit", "good.senet.yaml", "-o", "out")).Succeeded();

        var files = Directory.GetFiles(Path.Combine(_senet.Folder, "out"));
        Assert.Contains(files, file => File.ReadAllText(file).Contains("public sealed partial class TinyNet", StringComparison.Ordinal));
    }

    private const string Tiny = """
        language: 1
        family: Tiny
        input: { channels: 1, height: 8, width: 8 }
        parameters: { classes: { default: 4, runtime: true } }
        stem: { conv1: { conv: 8, kernel: 3 }, bn1: batch_norm, act1: relu }
        stages: { conv2: { conv: 8, kernel: 3 } }
        head: { pool: global_avg_pool, fc: { linear: classes } }
        variants:
          TinyNet: {}
        """;
}
