using System.Text.RegularExpressions;
using SeNetGen.Language.Emission;
using SeNetGen.Language.Tests.Planning;

namespace SeNetGen.Language.Tests;

/// <summary>Damages right files at random: whatever a file says, the compiler answers with diagnostics that have a place, and never throws.</summary>
public partial class FuzzTests
{
    private const int Mutations = 2_000;
    private const int Seed = 20_240_611;

    private static readonly string[] Strays =
        ["{", "}", "[", "]", ":", "- ", "'", "\"", "\t", "\n", "\n  ", "#", "&a", "*a", "!x", "0", "-1", "9999999999999999999", "1.5", "true", "not", "//", "channels", "input", "required", "none", "each", "when"];

    [Fact]
    public void Damaged_files_give_faults_with_a_place_and_no_exception()
    {
        var originals = Compiled.Files().Select(file => file.Text).Concat(RuleExamples.RulesDocument.Read.Examples.Select(example => example.Files[0].Text))
            .Where(text => text.Length < 10_000).ToArray();
        Assert.NotEmpty(originals);
        var random = new Random(Seed);
        var faulty = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var text = Damage(originals[random.Next(originals.Length)], random);
            try
            {
                var compiled = ArchitectureCompiler.Compile([("a.senet.yaml", text)], new EmissionOptions("Fuzzed", false));
                faulty += compiled.Diagnostics.Count > 0 ? 1 : 0;
                foreach (var diagnostic in compiled.Diagnostics)
                {
                    Assert.Equal("a.senet.yaml", diagnostic.File);
                    Assert.InRange(diagnostic.Range.Start, 0, text.Length);
                    Assert.InRange(diagnostic.Range.Length, 0, text.Length - diagnostic.Range.Start);
                    Assert.NotEmpty(diagnostic.Message);
                }
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i}: {exception}\n{text}");
            }
        }

        Assert.InRange(faulty, Mutations / 2, Mutations);
    }

    [Fact]
    public void A_file_with_variants_and_without_stages_is_a_fault()
    {
        var messages = Compiled.Messages("""
            language: 1
            family: Tiny
            input: { channels: 3, height: 8, width: 8 }
            stem: { conv1: { conv: 4 } }
            head: { pool: global_avg_pool, fc: { linear: 10 } }
            variants: { Tiny: {} }
            """);
        Assert.Equal(["a.senet.yaml(1,1): error SEN101: an architecture with variants needs the key 'stages'"], messages);
    }

    // One to three words, signs or spaces are deleted, doubled, exchanged or added.
    private static string Damage(string text, Random random)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0:
                    tokens[at] = "";
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    tokens[at] = tokens[random.Next(tokens.Count)];
                    break;
                case 3:
                    tokens[at] = Strays[random.Next(Strays.Length)];
                    break;
                default:
                    tokens.Insert(at, Strays[random.Next(Strays.Length)]);
                    break;
            }
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex(@"\w+| +|[^\w ]", RegexOptions.Singleline)]
    private static partial Regex Token();
}
