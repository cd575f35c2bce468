namespace SeNetGen.Language.Diagnostics;

// Rules on shapes: what the layers demand of each other. The first argument of each message is the layer's path.
public static partial class Rules
{
}
