using Spectre.Console;

namespace SeNetGen.App.Output;

/// <summary>Tables of one look: a line under the headings and nothing else.</summary>
internal static class Tables
{
    /// <summary>A table with these headings; numbers are set to the right.</summary>
    public static Table Create(params (string Heading, bool IsNumber)[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = false };
        foreach (var (heading, isNumber) in columns)
        {
            var column = new TableColumn(new Text(heading)) { NoWrap = true };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Adds a row of plain texts: nothing in them is markup.</summary>
    public static void AddTexts(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
