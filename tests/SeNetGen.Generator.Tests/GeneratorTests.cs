using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SeNetGen.Generator.Tests;

public class GeneratorTests
{
    private static readonly string[] Steps =
        [.. typeof(TrackingNames).GetFields().Select(field => (string)field.GetValue(null)!)];

    [Fact]
    public void The_zoo_has_no_faults_and_its_code_compiles_with_warnings_as_errors()
    {
        var run = ZooRun();
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Emitted_bytes_and_messages_are_equal_under_every_culture(string culture)
    {
        var expected = ZooRun().Sources;
        var fault = Fault();
        var before = CultureInfo.CurrentCulture;
        try
        {
            // InvariantGlobalization has no data for cultures: one with other signs and separators is made by hand.
            CultureInfo.CurrentCulture = Foreign(culture);
            Assert.Equal(expected, ZooRun().Sources);
            Assert.Equal(fault, Fault());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Fault() => GeneratorRun.Of(("a.senet.yaml", "language: 1\nfamily: X\nfamily: Y\n")).Diagnostics[0].ToString();
    }

    [Fact]
    public void No_step_carries_the_compilation_symbols_syntax_or_locations()
    {
        var run = ZooRun();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in Steps)
        {
            Assert.NotEmpty(run.Outputs(step));
            foreach (var (value, _) in run.Outputs(step))
            {
                Walk(value, step, seen);
            }
        }
    }

    [Fact]
    public void A_file_that_is_no_yaml_leaves_skeletons_and_other_files_alone()
    {
        var run = GeneratorRun.Of(("broken.senet.yaml", "language: 1\nstem: { a\nvariants:\n  BrokenNet: {}\n"), ("small.senet.yaml", GeneratorRun.Architecture("small.senet.yaml")));
        Assert.Equal("SEN016", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("class BrokenNet", run.Sources["broken.BrokenNet.g.cs"], StringComparison.Ordinal);
        Assert.Contains("class SeResNet20", run.Sources["small.SeResNet20.g.cs"], StringComparison.Ordinal);
        Assert.Empty(run.CompileStrictly());
    }

    [Fact]
    public void A_file_with_a_fault_leaves_skeletons()
    {
        var run = GeneratorRun.Of(("small.senet.yaml", GeneratorRun.Architecture("small.senet.yaml").Replace("bn1: batch_norm", "bn1: batchnorm", StringComparison.Ordinal)));
        Assert.NotEmpty(run.Diagnostics);
        Assert.Contains("class SeResNet20", run.Sources["small.SeResNet20.g.cs"], StringComparison.Ordinal);
        Assert.Empty(run.CompileStrictly());
    }

    [Fact]
    public void Diagnostics_stand_in_the_yaml()
    {
        var found = Assert.Single(GeneratorRun.Of(("nets/a.senet.yaml", "language: 1\n\tfamily: X\n")).Diagnostics);
        var place = found.Location.GetLineSpan();
        Assert.Equal(LocationKind.ExternalFile, found.Location.Kind);
        Assert.Equal(GeneratorRun.FullPath("nets/a.senet.yaml"), place.Path);
        Assert.Equal("(1,0)-(1,1)", place.Span.ToString());
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_reported_at_the_byte_that_is_none()
    {
        // The first letter is UTF-8, the second is Latin-1; the compiler reads both as Latin-1.
        byte[] bytes = [.. "language: 1\nfamily: "u8, .. "é"u8, 0xE9, .. "\nvariants:\n  Latin: {}\n"u8];
        var run = GeneratorRun.Of("a.senet.yaml", Encoding.Latin1.GetString(bytes), Encoding.Latin1);
        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("SEN013", found.Id);
        Assert.Equal("(1,9)-(1,10)", found.Location.GetLineSpan().Span.ToString());
        Assert.Contains("class Latin", run.Sources["a.Latin.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Files_whose_names_differ_in_letter_case_alone_are_a_fault_and_no_crash()
    {
        var text = GeneratorRun.Architecture("small.senet.yaml");
        var run = GeneratorRun.Of(("Small.senet.yaml", text), ("small.senet.yaml", text));
        Assert.Null(run.Result.Exception);
        Assert.Equal("SEN018", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("Small.SeResNet20.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void Classes_that_two_files_declare_are_faults_and_emitted_once()
    {
        var text = GeneratorRun.Architecture("small.senet.yaml");
        var run = GeneratorRun.Of(("a.senet.yaml", text), ("b.senet.yaml", text));
        Assert.Null(run.Result.Exception);
        Assert.NotEmpty(run.Diagnostics);
        Assert.Contains("a.SeResNet20.g.cs", run.Sources.Keys);
        Assert.DoesNotContain("b.SeResNet20.g.cs", run.Sources.Keys);
        Assert.Empty(run.CompileStrictly());
    }

    [Fact]
    public void What_a_base_offers_to_an_extender_is_not_unused()
    {
        const string text = "language: 1\nfamily: F\ninput: { channels: 3, height: 8, width: 8 }\nparameters: { width: 4 }\n"
            + "stem: {}\nstages: { conv1: { conv: 4 } }\nhead: { pool: global_avg_pool, fc: { linear: 10 } }\nvariants: { A: {} }\n";
        const string extender = "language: 1\nfamily: G\nextends: a.senet.yaml\nstages: { conv1: { conv: width } }\nvariants: { B: {} }\n";
        var found = Assert.Single(GeneratorRun.Of(("a.senet.yaml", text)).Diagnostics);
        Assert.Equal(("SEN142", DiagnosticSeverity.Warning), (found.Id, found.Severity));
        Assert.Empty(GeneratorRun.Of(("a.senet.yaml", text), ("b.senet.yaml", extender)).Diagnostics);
    }

    [Fact]
    public void A_project_without_architectures_gets_nothing()
    {
        var run = GeneratorRun.Of();
        Assert.Empty(run.Sources);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void A_number_that_a_layer_without_state_reads_is_kept_for_the_forward_pass()
    {
        const string Yaml = """
            language: 1
            family: Pooled
            input: { channels: 3, height: 32, width: 32 }
            stem: { act: relu }
            stages: { first: { pooled: 2 }, second: { pooled: 4 } }
            head: { pool: global_avg_pool, fc: { linear: 10 } }
            blocks:
              pooled:
                parameters: { factor: required }
                layers: { conv: { conv: 8, kernel: 3 }, pool: { avg_pool: factor } }
            variants:
              PooledNetwork: {}
            """;
        var run = GeneratorRun.Of(("pooled.senet.yaml", Yaml));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
        Assert.Contains("AvgPool(conv, _factor, _factor)", run.Sources["pooled.PooledNetwork.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Emitted_code_grows_with_its_stages_and_not_with_their_repeats()
    {
        var sources = ZooRun().Sources;
        var larger = sources["resnet.SeResNet152.g.cs"].Length;
        var smaller = sources["resnet.SeResNet50.g.cs"].Length;
        Assert.True(larger <= 1.3 * smaller, $"seresnet152 has {larger} characters, seresnet50 {smaller}");
    }

    private static GeneratorRun ZooRun() => GeneratorRun.Of(GeneratorRun.Zoo);

    private static CultureInfo Foreign(string name)
    {
        var culture = (CultureInfo)new CultureInfo(name).Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NegativeSign = "\u2212",
            PositiveSign = "plus",
        };
        return culture;
    }

    // Fields of every object that can be reached; texts, numbers and enumerations end the walk.
    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is Pointer || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or SemanticModel or AdditionalText,
            $"{path} carries a {value.GetType().FullName}");
        if (value is Type or MemberInfo or Delegate)
        {
            return;
        }

        if (value is IEnumerable items and not IDictionary)
        {
            foreach (var item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer)
                {
                    Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
                }
            }
        }
    }
}
