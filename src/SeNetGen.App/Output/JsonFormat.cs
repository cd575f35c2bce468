using System.Text.Encodings.Web;
using System.Text.Json;

namespace SeNetGen.App.Output;

/// <summary>How documents are written.</summary>
internal static class JsonFormat
{
    /// <summary>The version of the documents' shapes; raised when a reader must change.</summary>
    public const int Version = 1;

    /// <summary>Indented, the same bytes on every system; the text is no part of a web page.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a list of sizes on one line: <c>[64, 3, 7, 7]</c>.</summary>
    public static void WriteSizes(this Utf8JsonWriter json, string name, IEnumerable<long> sizes)
    {
        json.WritePropertyName(name);
        json.WriteRawValue("[" + string.Join(", ", sizes.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture))) + "]");
    }
}
