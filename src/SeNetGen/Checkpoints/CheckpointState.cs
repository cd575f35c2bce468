using System.Text.Json.Serialization;
using SeNetGen.Torch;

namespace SeNetGen.Checkpoints;

/// <summary>
/// What a training checkpoint knows besides its tensors: enough to validate, predict and go on without asking anything.
/// It names no machine, user or folder.
/// </summary>
public sealed record CheckpointState
{
    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Values of the network's run-time arguments.</summary>
    public required IReadOnlyDictionary<string, double> Arguments { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>One name a class.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Values a pixel.</summary>
    public required int Channels { get; init; }

    /// <summary>Rows of an image.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of an image.</summary>
    public required int Width { get; init; }

    /// <summary>Subtracted from pixels (0 to 255), one value a channel.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Pixels are divided by it, one value a channel.</summary>
    public required IReadOnlyList<double> Std { get; init; }

    /// <summary>The precision that the run computed in.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Epochs that are done.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done in the epoch after <see cref="Epoch"/>: 0 unless the run was interrupted within it.</summary>
    public int StepInEpoch { get; init; }

    /// <summary>Sum of the losses of those steps.</summary>
    public double LossSum { get; init; }

    /// <summary>Images that the run trains on: with the batch size, what a position in the epoch means.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Processes that share an epoch of it.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Best top-1 so far, 0 to 1; null before the first validation.</summary>
    public double? BestTop1 { get; init; }

    /// <summary>The epoch with it, 0 for none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The newest validation.</summary>
    public ValidationResult? Validation { get; init; }

    /// <summary>The recipe, a value a key, without folders and files.</summary>
    public required IReadOnlyDictionary<string, string> Recipe { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public string? Program { get; init; }

    /// <summary>Number of classes.</summary>
    [JsonIgnore]
    public int Classes => ClassNames.Count;
}

/// <summary>Reads and writes the state as JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CheckpointState))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
