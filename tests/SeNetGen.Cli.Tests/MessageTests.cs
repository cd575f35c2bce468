using System.Text.Json;

namespace SeNetGen.Cli.Tests;

/// <summary>What a user reads who gives something wrong: one line with the value, the place and the mend, and the right exit code.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("senet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("trian", "unknown command 'trian'; did you mean 'train'?")]
    [InlineData("--jsn", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("summary", "'summary' needs NAME; '{0} summary --help' lists what it takes")]
    [InlineData("forward seresnet18 --input x", "'forward' needs --weights FILE, --output FILE; '{0} forward --help' lists what it takes")]
    [InlineData("summary --model seresnet18", "unknown option '--model' of 'summary'; '{0} summary --help' lists what it takes")]
    [InlineData("summary --hieght", "unknown option '--hieght' of 'summary'; did you mean '--height'?")]
    [InlineData("summary seresnet18 --height", "option '--height' needs a value: N; '{0} summary --help' lists what it takes")]
    [InlineData("summary seresnet18 --height 3 --height 4", "option '--height' is given twice: give it once")]
    [InlineData("list -v", "option '--verbosity' needs a value: quiet|normal|debug; '{0} list --help' lists what it takes")]
    [InlineData("list -v loud", "verbosity is 'loud', not one of quiet, normal, debug; '{0} list --help' lists what it takes")]
    [InlineData("list all", "'list' does not take 'all'; '{0} list --help' lists what it takes")]
    public void Command_line_that_cannot_be_parsed_is_told_in_one_line(string arguments, string message)
    {
        var words = arguments.Split(' ');
        var line = SenetInProcess.Run(words).Refused(2);
        var program = line[..line.IndexOf(':', StringComparison.Ordinal)];
        Assert.Equal($"{program}: {message.Replace("{0}", program, StringComparison.Ordinal)}", line);

        // The document says the same, on standard output and alone.
        var document = SenetInProcess.Run([.. words, "--json"]);
        if (document.ExitCode == 2 && document.Output.Length > 0)
        {
            Assert.Equal(2, document.Json.GetProperty("exit_code").GetInt32());
        }
    }

    [Theory]
    [InlineData("summary seresnet81", "there is no network 'seresnet81'; did you mean 'seresnet18'?")]
    [InlineData("summary seresnet18 --classes many", "--classes: 'many' is not a whole number from 1 to 100,000,000")]
    [InlineData("summary seresnet18 --height 2000000000", "--height: '2000000000' is not a whole number from 1 to 100,000")]
    [InlineData("keys seresnet18 --channels 0", "--channels: '0' is not a whole number from 1 to 100,000")]
    [InlineData("check DIR/none.senet.yaml", "'DIR/none.senet.yaml' does not exist")]
    [InlineData("check DIR", "'DIR' holds no *.senet.yaml file")]
    [InlineData("emit DIR", "'DIR' holds no *.senet.yaml file")]
    [InlineData("emit seresnet18 --namespace 1st", "--namespace: '1st' is no namespace; one looks like My.Networks")]
    [InlineData("train -c DIR", "recipe 'DIR' is a folder: give a file in it")]
    [InlineData("train -c DIR/none.yaml", "recipe 'DIR/none.yaml' does not exist")]
    [InlineData("train --model seresnet8 --lr fast", "lr is 'fast', not a number of at least 0")]
    [InlineData("train --model seresnet8 --precision half", "precision is 'half', not one of auto, float32, bfloat16, float64")]
    [InlineData("validate --ckpt_path DIR", "'DIR' is a folder: give a file in it")]
    [InlineData("validate --ckpt_path DIR/none", "'DIR/none' does not exist")]
    [InlineData("completion csh", "'csh' is none of the shells bash, zsh")]
    public void Wrong_input_is_told_in_one_line_and_in_the_document(string arguments, string message)
    {
        var words = arguments.Replace("DIR", _folder, StringComparison.Ordinal).Split(' ');
        var expected = message.Replace("DIR", _folder, StringComparison.Ordinal);

        Assert.EndsWith(": " + expected, SenetInProcess.Run(words).Refused(), StringComparison.Ordinal);

        var document = SenetInProcess.Run([.. words, "--json"]);
        Assert.Equal((expected, 1), (document.Json.GetProperty("error").GetString(), document.Json.GetProperty("exit_code").GetInt32()));
    }

    [Theory]
    [InlineData("learning_rate: 0.1\n", "(1): unknown key 'learning_rate'; ")]
    [InlineData("lr: 0.1\nepochs_size: 3\n", "(2): unknown key 'epochs_size'; did you mean 'epoch_size'?")]
    [InlineData("lr: 0.1\nlr: 0.2\n", "(2): key 'lr' is given twice, first in line 1: keep one")]
    [InlineData("lr: [a\n", "this is not YAML")]
    [InlineData("- lr\n", "(1): a recipe is a list of 'key: value' lines")]
    [InlineData("model: seresnet8\nbatch_size: 0\n", "(2): batch_size is '0', not a whole number of at least 1")]
    [InlineData("", "no network is named: give --model NAME or a recipe with 'model:'; 'list' shows all")]
    public void Wrong_recipe_is_told_with_its_line(string recipe, string message)
    {
        var file = Path.Combine(_folder, "recipe.yaml");
        File.WriteAllText(file, recipe);

        var line = SenetInProcess.Run("train", "-c", file).Refused();

        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.True(recipe.Length == 0 || line.Contains(file + "(", StringComparison.Ordinal), line);
    }

    [Fact]
    public void Faults_of_an_emitted_file_are_in_the_document()
    {
        var file = Path.Combine(_folder, "wrong.senet.yaml");
        File.WriteAllText(file, "language: 1\nfamily: A\ncolour: red\n");

        var result = SenetInProcess.Run("emit", file, "--json");

        Assert.Equal(1, result.ExitCode);
        var first = result.Json.GetProperty("diagnostics")[0];
        Assert.Equal((file, 3, 1), (first.GetProperty("file").GetString(), first.GetProperty("line").GetInt32(), first.GetProperty("column").GetInt32()));
    }

    [Fact]
    public void Folder_that_cannot_be_written_to_is_named()
    {
        var file = Path.Combine(_folder, "taken");
        File.WriteAllText(file, "");
        Assert.Contains($"--output: nothing can be written to the folder '{file}': ", SenetInProcess.Run("emit", "seresnet18", "-o", file).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verbosity_leaves_results_and_errors_alone_when_quiet_and_shows_where_an_error_arose_in_debug()
    {
        var file = Path.Combine(_folder, "good.senet.yaml");
        File.WriteAllText(file, "language: 1\nfamily: A\n");
        Assert.Equal("1 file checked: no faults\n", SenetInProcess.Run("check", file).Succeeded().Output);
        var quiet = SenetInProcess.Run("check", file, "--verbosity", "quiet").Succeeded();
        Assert.Equal(("", ""), (quiet.Output, quiet.Error));
        Assert.NotEmpty(SenetInProcess.Run("list", "-v", "quiet").Succeeded().Output);
        Assert.Single(SenetInProcess.Run("summary", "none", "-v", "quiet").Error.TrimEnd().Split('\n'));
        Assert.Contains("SenetException", SenetInProcess.Run("summary", "none", "-v", "debug").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summary seresn", "seresnet18")]
    [InlineData("keys mindcv_", "mindcv_seresnet18")]
    [InlineData("forward senet1", "senet154")]
    [InlineData("emit mindcv_s", "mindcv_senet154")]
    [InlineData("train --model seresnet2", "seresnet20")]
    [InlineData("validate --model sen", "senet154")]
    [InlineData("train --precision fl", "float64")]
    [InlineData("list --verb", "--verbosity")]
    [InlineData("list -v q", "quiet")]
    [InlineData("val", "validate")]
    public void Tab_completes(string line, string completed) =>
        Assert.Contains(completed, SenetInProcess.Run($"[suggest:{line.Length}]", line).Succeeded().Output.Split('\n').Select(item => item.Trim()));

    [Fact]
    public void Every_document_of_a_refusal_is_one_object()
    {
        foreach (var arguments in new[] { "summary", "summary none", "list --no", "check", "emit none", "validate", "train -c none" })
        {
            var result = SenetInProcess.Run([.. arguments.Split(' '), "--json"]);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Equal(JsonValueKind.Object, result.Json.ValueKind);
            Assert.Equal(result.ExitCode, result.Json.GetProperty("exit_code").GetInt32());
        }
    }
}
