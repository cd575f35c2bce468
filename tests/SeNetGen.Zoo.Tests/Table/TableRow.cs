using System.Globalization;

namespace SeNetGen.Zoo.Tests.Table;

/// <summary>What the originals are published to be (networks.tsv, made by make_table.py).</summary>
/// <param name="Name">The network's name on the command line.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Trained">Parameter tensors; null where the reference does not say, as in the next two.</param>
/// <param name="Buffers">Buffer tensors.</param>
/// <param name="GigaMacs">Multiply-adds at 224x224 in thousands of millions, to two decimals.</param>
internal sealed record TableRow(string Name, long Parameters, int? Trained, int? Buffers, string? GigaMacs)
{
    /// <summary>Every row.</summary>
    public static IReadOnlyList<TableRow> All { get; } =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Table", "networks.tsv")).Skip(1).Select(Parse)];

    private static TableRow Parse(string line)
    {
        var cells = line.Split('\t');
        return new(cells[0], long.Parse(cells[1], CultureInfo.InvariantCulture), Count(cells[2]), Count(cells[3]), cells[4] == "-" ? null : cells[4]);
    }

    private static int? Count(string cell) => cell == "-" ? null : int.Parse(cell, CultureInfo.InvariantCulture);
}
