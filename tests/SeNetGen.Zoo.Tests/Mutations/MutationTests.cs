using System.Globalization;
using CsCheck;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;
using SeNetGen.Zoo.Tests.RandomNetworks;
using Xunit.Abstractions;

namespace SeNetGen.Zoo.Tests.Mutations;

/// <summary>
/// Whatever a file says, the compiler returns: with diagnostics that have a place in the file, at most so many, or with a network that
/// csc accepts. It never throws, which a build would show as CS8785.
/// </summary>
public class MutationTests(Asked asked, ITestOutputHelper output) : IClassFixture<Asked>
{
    private const int Mutants = 1_500;
    private const int Texts = 3_000;
    private const int CompiledMutants = 20;
    private static readonly EmissionOptions Options = new("Emitted", IsRegistryPublic: true);

    /// <summary>Files of <c>architectures/</c>, damaged; <c>SENETGEN_MUTANTS</c> asks for another number.</summary>
    [Fact]
    public void Damaged_files_of_the_zoo_are_faulty_or_compile()
    {
        var files = ZooFiles.All;
        var (faulty, accepted, compiled) = (0, 0, 0);
        var count = Asked.Count("SENETGEN_MUTANTS", Mutants);
        var every = Math.Max(1, count / (CompiledMutants * 10));
        foreach (var i in asked.Numbers("SENETGEN_MUTANTS", Mutants))
        {
            var draw = new Draw(new PCG(3, (ulong)i));
            var file = draw.Pick(files);
            var text = Mutation.Of(file.Text, draw);
            var result = Compile(file, text, i);
            if (result.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
            {
                faulty++;
                continue;
            }

            // An accepted file is emitted whole; a sample of them is compiled.
            Assert.All(result.Networks, network => Assert.NotNull(network.Plan));
            if (accepted++ % every == 0 && compiled < CompiledMutants)
            {
                compiled++;
                var errors = EmittedNetworks.Errors(result.Sources);
                Assert.True(errors.Count == 0, Explain(i, string.Join("\n", errors), text));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} mutants: {faulty} faulty, {accepted} accepted, {compiled} of them compiled"));
        Assert.True(faulty > count / 4 && compiled > 0, $"{faulty} faulty, {compiled} compiled");
    }

    /// <summary>A small file, damaged again and again, and text that never was a file; <c>SENETGEN_TEXTS</c> asks for another number.</summary>
    [Fact]
    public void Raw_text_gives_faults_with_a_place_and_no_exception()
    {
        var count = Asked.Count("SENETGEN_TEXTS", Texts);
        var (faulty, text) = (0, SmallFile);
        foreach (var i in asked.Numbers("SENETGEN_TEXTS", Texts))
        {
            var draw = new Draw(new PCG(4, (ulong)i));
            text = draw.Below(8) switch
            {
                0 => Mutation.Noise(draw),
                < 4 => Mutation.Of(SmallFile, draw),
                _ => Mutation.Of(text.Length is > 0 and < 4_000 ? text : SmallFile, draw),
            };
            var result = Compile(("small.senet.yaml", SmallFile, []), text, i);
            faulty += result.Diagnostics.Count > 0 ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} texts: {faulty} faulty"));
        Assert.True(faulty > count / 2, $"{faulty} of {count} are faulty");
    }

    private const string SmallFile = """
        language: 1
        family: Small
        input: { channels: 3, height: 16, width: 16 }
        parameters: { classes: { default: 4, runtime: true }, width: 4, depths: [1, 2], attention: { squeeze_excite, reduction: 2 } }
        let: { twice: width * 2 }
        stem: { conv1: { conv: width, kernel: 3, stride: 2 }, bn1: batch_norm, act1: relu }
        stages:
          layer1: { basic: width, repeat: depths.0 }
          layer2: { basic: twice, repeat: depths.1, stride: { first: 2 } }
        head: { pool: global_avg_pool, fc: { linear: classes } }
        blocks:
          basic:
            parameters: { planes: required, stride: 1 }
            residual: { conv1: { conv: planes, kernel: 3, stride: stride }, se: attention }
            shortcut: { down: { conv: planes, stride: stride, when: stride != 1 or input.channels != planes } }
            after: { act: relu }
        variants: { Small: { expect: { output: [4] } }, Wide: { width: 8 } }

        """;

    private static CompiledArchitectures Compile((string File, string Text, IReadOnlyList<(string File, string Text)> Bases) file, string text, int number)
    {
        CompiledArchitectures result;
        try
        {
            result = ArchitectureCompiler.Compile([(file.File, text), .. file.Bases], Options);
        }
        catch (Exception exception)
        {
            Assert.Fail(Explain(number, exception.ToString(), text));
            throw;
        }

        foreach (var found in result.Diagnostics)
        {
            var (name, length) = found.File == file.File ? (file.File, text.Length) : (found.File, file.Bases.First(other => other.File == found.File).Text.Length);
            Assert.True(found.Range.Start >= 0 && found.Range.Length >= 0 && found.Range.Start + found.Range.Length <= length,
                Explain(number, $"{found.Id} lies outside of {name}: {found.Range}", text));
            Assert.NotEmpty(found.Message);
        }

        Assert.All(result.Diagnostics.GroupBy(found => found.File), found => Assert.InRange(found.Count(), 0, DiagnosticJoin.LimitPerFile + 1));
        return result;
    }

    private static string Explain(int number, string what, string text) => string.Create(CultureInfo.InvariantCulture, $"Text {number}: {what}\n{text}");
}
