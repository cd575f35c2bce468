using System.Runtime.CompilerServices;
using SeNetGen.Checkpoints;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>The files that Vectors/make_weights.py wrote, and comparisons to the last bit.</summary>
internal static class WeightFiles
{
    public static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Vectors");

    public static string Of(string name) => Path.Combine(Folder(), name);

    /// <summary>Fails unless both hold the same names with the same types, shapes and bytes.</summary>
    public static void AssertSame(WeightsFile expected, WeightsFile actual)
    {
        Assert.Equal(expected.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), actual.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (var entry in expected.Entries)
        {
            var found = actual.Find(entry.Name)!;
            Assert.Equal((entry.Name, entry.Type, string.Join(',', entry.Shape)), (found.Name, found.Type, string.Join(',', found.Shape)));
            using var first = expected.Read(entry.Name);
            using var second = actual.Read(entry.Name);
            Assert.True(entry.Count == 0 || first.bytes.SequenceEqual(second.bytes), entry.Name);
        }
    }

    /// <summary>The one error of a file that is refused.</summary>
    public static string Refusal(string path) => Assert.Throws<SenetException>(() => WeightsFile.Open(path).Dispose()).Message;
}
