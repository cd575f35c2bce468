using System.Text;
using Spectre.Console;

namespace SeNetGen.App.Output;

/// <summary>Text of a fixed width that is for no terminal: none is asked for its size, which would send it escape codes.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="width">Characters a line.</param>
internal sealed class PlainOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => false;

    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => 25;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The writer's own is right.
    }
}
