using System.Text.Json;

namespace SeNetGen.Zoo.Tests.Golden;

/// <summary>What the original of a network computes in float64 (golden.json, made by make_golden.py).</summary>
internal sealed record GoldenNetwork(string Name, long Parameters, string Keys, IReadOnlyList<GoldenCase> Cases)
{
    /// <summary>Every network of golden.json.</summary>
    public static IReadOnlyList<GoldenNetwork> All { get; } = Load();

    public static GoldenNetwork Find(string name) => All.Single(network => network.Name == name);

    private static List<GoldenNetwork> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json")));
        return [.. document.RootElement.EnumerateObject().Select(network => new GoldenNetwork(
            network.Name,
            network.Value.GetProperty("parameters").GetInt64(),
            network.Value.GetProperty("keys").GetString()!,
            [.. network.Value.GetProperty("cases").EnumerateArray().Select(GoldenCase.Read)]))];
    }
}

/// <summary>One input and what comes out.</summary>
/// <param name="Input">[N, C, H, W].</param>
/// <param name="Fails">Whether the original fails at that size; nothing comes out then.</param>
/// <param name="FeaturesShape">What the head receives; null where the reference does not say.</param>
/// <param name="FeaturesMeanAbs">The mean magnitude of it.</param>
/// <param name="LogitsNorm">The norm of the logits over the batch.</param>
/// <param name="FirstLogits">The first eight logits of each image.</param>
/// <param name="Classes">The class of the largest logit of each image.</param>
internal sealed record GoldenCase(long[] Input, bool Fails, long[]? FeaturesShape, double? FeaturesMeanAbs, double LogitsNorm, double[][] FirstLogits, long[] Classes)
{
    public static GoldenCase Read(JsonElement element) => element.TryGetProperty("error", out _) ? new(Longs(element.GetProperty("input")), true, null, null, 0, [], []) : new(
        Longs(element.GetProperty("input")),
        false,
        element.TryGetProperty("features_shape", out var shape) ? Longs(shape) : null,
        element.TryGetProperty("features_mean_abs", out var mean) ? mean.GetDouble() : null,
        element.GetProperty("logits_l2").GetDouble(),
        [.. element.GetProperty("logits_first8").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())],
        Longs(element.GetProperty("argmax")));

    private static long[] Longs(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetInt64())];
}
