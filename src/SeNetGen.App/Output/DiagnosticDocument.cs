using System.Text.Json;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.Output;

/// <summary>Diagnostics as JSON.</summary>
internal static class DiagnosticDocument
{
    /// <summary>Writes a list: file, line and column from 1, id, severity and message of each.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Diagnostic> diagnostics)
    {
        json.WriteStartArray();
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("file", diagnostic.File);
            json.WriteNumber("line", diagnostic.Range.Line + 1);
            json.WriteNumber("column", diagnostic.Range.Column + 1);
            json.WriteNumber("end_line", diagnostic.Range.EndLine + 1);
            json.WriteNumber("end_column", diagnostic.Range.EndColumn + 1);
            json.WriteString("id", diagnostic.Id);
            json.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
            json.WriteString("message", diagnostic.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
