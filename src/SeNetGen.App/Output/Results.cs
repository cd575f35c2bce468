using System.Text.Json;
using SeNetGen.Checkpoints;

namespace SeNetGen.App.Output;

/// <summary>How a validation is told: by training and by <c>validate</c> in the same words and digits.</summary>
internal static class Results
{
    /// <summary>One line.</summary>
    public static string Describe(ValidationResult result)
    {
        var top5 = result.Top5 is { } value ? $", top-5 {Numbers.Percent(value)}" : "";
        var unreadable = result.Unreadable > 0 ? $" ({Numbers.Grouped(result.Unreadable)} more could not be read)" : "";
        return $"top-1 {Numbers.Percent(result.Top1)}{top5}, loss {Numbers.Loss(result.Loss)} on {Numbers.Grouped(result.Images)} images{unreadable}";
    }

    /// <summary>The properties top1, top5 and loss: fractions, null where there is none.</summary>
    public static void WriteScores(Utf8JsonWriter json, ValidationResult? result)
    {
        WriteNumber(json, "top1", result?.Top1);
        WriteNumber(json, "top5", result?.Top5);
        WriteNumber(json, "loss", result?.Loss);
    }

    /// <summary>A number, or null where there is none or JSON cannot say it.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
