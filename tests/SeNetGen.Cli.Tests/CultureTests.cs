using System.Globalization;
using SeNetGen.Checkpoints;
using SeNetGen.Language;
using SeNetGen.Training;

namespace SeNetGen.Cli.Tests;

/// <summary>
/// Output, recipes and checkpoints have the same bytes in every culture: in this process, where a culture has been set before, and in a
/// program of its own that knows the machine's cultures.
/// </summary>
public sealed class CultureTests : IDisposable
{
    private static readonly string[][] Commands =
    [
        ["list"],
        ["list", "--json"],
        ["summary", "seresnet20", "--height", "32"],
        ["summary", "seresnet20", "--height", "5000"],
        ["keys", "seresnet20"],
        ["emit", "seresnet20"],
        ["check", "wrong.senet.yaml"],
        ["summary", "SERESNET1I"],
    ];

    private readonly Senet _senet = new();

    static CultureTests() => Torch.LibTorch.EnsureLoaded();

    public CultureTests() => _senet.Write("wrong.senet.yaml", "language: 1\nfamily: Wrong\ninput: { channels: 3, height: 8, width: 8 }\ninitialise: TIMM\nstem: { a: { conv: 1_000_000_000_000 } }\nstages: { b: { dropout: 1.5 } }\nhead: { c: global_avg_pool }\nvariants: { Wrong: {} }\n");

    public void Dispose() => _senet.Dispose();

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Commands_of_a_program_that_has_set_a_culture_print_the_same(string culture)
    {
        foreach (var command in Commands.Select(command => command.Select(InFolder).ToArray()))
        {
            Assert.Equal(In(CultureInfo.InvariantCulture, () => Print(command)), In(Foreign(culture), () => Print(command)));
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Recipes_are_written_and_read_the_same(string culture)
    {
        var recipe = new Recipe { Model = "seresnet18", Lr = 0.05, WeightDecay = 1e-4, Mean = [72.94], Std = [90.02], Hflip = 0.5, NumSamples = 10_000, Seed = -3 };
        var expected = RecipeReader.Write(recipe);
        Assert.Contains("lr: 0.05\n", expected, StringComparison.Ordinal);

        In(Foreign(culture), () =>
        {
            Assert.Equal(expected, RecipeReader.Write(recipe));
            Assert.Equal(expected, RecipeReader.Write(RecipeReader.Parse(expected, "recipe.yaml")));
            Assert.Equal(0.25, RecipeReader.Override(recipe, "lr", "0.25").Lr);
            Assert.Equal("lr is '0,25', not a number of at least 0", Assert.Throws<SenetException>(() => RecipeReader.Override(recipe, "lr", "0,25")).Message);
            return true;
        });
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_compiler_and_the_sizes_of_a_network_say_the_same(string culture)
    {
        var text = File.ReadAllText(Path.Combine(_senet.Folder, "wrong.senet.yaml"));
        var network = Zoo.Architectures.All.Single(info => info.Name == "senet154");

        var say = () => string.Join('\n', [
            .. ArchitectureCompiler.Compile([("wrong.senet.yaml", text)], new("App", false)).Diagnostics.Select(found => found.ToString()),
            network.Heights.Describe(),
            network.Heights.Refuse("height", -5_000_000) ?? "",
            .. network.Walk().Layers.Select(layer => $"{layer.Path} {layer.Kind}")]);

        Assert.Equal(In(CultureInfo.InvariantCulture, say), In(Foreign(culture), say));
    }

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task Programs_that_know_cultures_print_and_train_the_same(string language)
    {
        _senet.Write("recipe.yaml", "model: seresnet8\nnum_samples: 100\nbatch_size: 50\nepoch_size: 1\nlr: 0.05\nweight_decay: 0.0005\nlabel_smoothing: 0.1\nmean: [72.94]\nstd: [90.02]\nhflip: 0.5\ncrop_padding: 2\nprecision: float32\nval_split: holdout:100\n");
        var expected = await Everything("invariant");

        // Without the data of ICU a program can only start as it is built: then this test adds the variables alone.
        _senet.Environments["LANG"] = _senet.Environments["LC_ALL"] = language;
        var config = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "senet.runtimeconfig.json"));
        Assert.Contains("\"System.Globalization.Invariant\": true", config, StringComparison.Ordinal);
        _senet.Write("culture.json", config.Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal));
        _senet.HostOptions = ["exec", "--runtimeconfig", Path.Combine(_senet.Folder, "culture.json")];
        var probe = await _senet.Run("list", "-v", "debug");
        if (probe.Error.Contains("ICU", StringComparison.Ordinal))
        {
            _senet.HostOptions = [];
        }
        else
        {
            Assert.Contains("libicu", probe.Succeeded().Error, StringComparison.Ordinal);
        }

        Assert.Equal(expected, await Everything("cultural"));
    }

    private async Task<List<string>> Everything(string folder)
    {
        var results = new List<string>();
        foreach (var command in Commands)
        {
            var result = await _senet.Run(command);
            results.Add($"{result.ExitCode}\n{result.Output}\n{result.Error}");
        }

        (await _senet.Run("train", "-c", "recipe.yaml", "--min_lr", "0.001", "--ckpt_save_dir", folder)).Succeeded();
        results.Add(_senet.HashOf($"{folder}/latest.safetensors"));
        results.AddRange(CheckpointFile.ReadState(Path.Combine(_senet.Folder, folder, "latest.safetensors"))!.Recipe.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}"));
        return results;
    }

    private string InFolder(string argument) => argument.EndsWith(".yaml", StringComparison.Ordinal) ? Path.Combine(_senet.Folder, argument) : argument;

    // The test's own process is built without cultures: one with other signs and separators is made by hand where their data is not there.
    private static CultureInfo Foreign(string name)
    {
        var culture = (CultureInfo)new CultureInfo(name).Clone();
        if (culture.NumberFormat.NumberDecimalSeparator != ",")
        {
            culture.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "\u2212", PositiveSign = "plus" };
        }

        return culture;
    }

    private static string Print(string[] command)
    {
        var result = SenetInProcess.Run(command);
        return FormattableString.Invariant($"{result.ExitCode}\n{result.Output}\n{result.Error}");
    }

    // A culture is its thread's, and that of the threads that it starts.
    private static T In<T>(CultureInfo culture, Func<T> run)
    {
        var (current, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var (threads, uiThreads) = (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
            return run();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (current, ui);
            (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = (threads, uiThreads);
        }
    }
}
