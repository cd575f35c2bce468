namespace SeNetGen.Data.Folders;

/// <summary>Which folders are classes, and which label each has: a text file with a class's name a line, the first with label 0 (timm's <c>class_map</c>).</summary>
public static class ClassMap
{
    /// <summary>Reads the names in the order of their labels.</summary>
    /// <exception cref="SenetException">The file cannot be read, holds no name, or one twice.</exception>
    public static IReadOnlyList<string> Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var names = new List<string>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in ReadLines(file))
        {
            number++;
            var name = line.Trim();
            if (name.Length == 0)
            {
                continue;
            }

            if (!lines.TryAdd(name, number))
            {
                throw new SenetException(FormattableString.Invariant($"{file}({number}): class '{name}' stands there twice, first in line {lines[name]}: keep one"));
            }

            names.Add(name);
        }

        return names.Count > 1 ? names : throw new SenetException($"class_map '{file}' names {(names.Count == 0 ? "no class" : "one class")}: give at least two, one a line");
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SenetException(File.Exists(file) ? $"class_map '{file}' cannot be read: {error.Message}" : $"class_map '{file}' does not exist");
        }
    }
}
