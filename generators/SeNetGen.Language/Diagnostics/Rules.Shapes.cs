namespace SeNetGen.Language.Diagnostics;

// Rules on shapes: what the layers demand of each other. The first argument of each message is the layer's path.
public static partial class Rules
{
    /// <summary>Layers whose sizes repeat over too long a period to be solved.</summary>
    public static readonly Rule SizesTooIntricate = new("SEN215", "Sizes too intricate",
        "'{0}': sizes are too intricate: {1} would repeat only after more than 16,384 pixels; use smaller or fewer distinct strides");

    /// <summary>The declared input size does not pass through the network.</summary>
    public static readonly Rule DeclaredSizeIllegal = new("SEN216", "Declared input size illegal",
        "input {2} {3} is illegal: '{0}' at {5} demands {1}; legal are {4}", IsShapeRule: true);

    /// <summary>No input size passes through the network.</summary>
    public static readonly Rule NoLegalSize = new("SEN217", "No legal input size",
        "'{0}' demands {1}{3}: no input {2} is legal", IsShapeRule: true);
}
