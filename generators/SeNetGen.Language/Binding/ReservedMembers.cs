namespace SeNetGen.Language.Binding;

/// <summary>C# members that no layer may become, and no class be called: those of TorchSharp's Module, of the runtime's layers, and those that are emitted.</summary>
public static class ReservedMembers
{
    /// <summary>The names; every other member of Module begins with a small letter, which only <c>member:</c> could give.</summary>
    public static readonly IReadOnlyCollection<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        // System.Object and TorchSharp's Module.
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Dispose", "GetName",

        "ClearModules", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter", "Create", "GetDefaultDeviceAndType", "HookRemover", "HType",
        "RegisterComponents", "ReplaceBuffer", "ReplaceParameter",

        // Further members of the runtime's bases.
        "ComputeType", "Info", "Path", "Gelu", "HardSigmoid", "HardSwish", "LeakyRelu", "Mish", "Relu6",

        // What is emitted, and what emitted bodies call.
        "Definition", "ParameterCount", "MultiplyAdds", "CountParameters", "InputHeight", "InputWidth", "InputChannels", "InputHeights", "InputWidths",
        "ForwardFeatures", "ForwardHead", "Features", "Describe", "Initialise", "Enter", "Precision", "Add", "AddConv", "AddBatchNorm",
        "AddSqueezeExcite", "AddLinear", "AddDropout", "AddBlocks", "Relu", "Relu_", "Silu", "Silu_", "Sigmoid", "Sigmoid_", "MaxPool", "MaxPoolSame",
        "AvgPool", "AdaptiveAvgPool", "AdaptiveMaxPool", "GlobalAvgPool", "GlobalMaxPool", "GlobalAvgMaxPool", "GlobalCatAvgMaxPool", "Upsample", "Flatten",
        "Add_", "Multiply", "Multiply_", "Concat", "Relu6", "Gelu", "HardSwish", "HardSigmoid", "LeakyRelu", "Mish", "Softmax",
        "AddPRelu", "AddGroupNorm", "AddLayerNorm", "AddBlurPool", "AddDropPath", "AddDropBlock",
        "AddEca", "AddGlobalContext", "AddSelectiveKernel", "AddEffectiveSqueezeExcite", "AddCbam", "AddGatherExcite",
        "AddCoordinateAttention", "AddSplitAttention", "AddUserModule",
    };

    /// <summary>Why a class cannot have a name that its members need; null when it can.</summary>
    public static string? WhyNoClass(string name) =>
        name == "Architectures" ? "the registry of the project's networks is called so"
        : Names.Contains(name) ? "it has a member of that name"
        : null;

    /// <summary>Why a member is kept from layers; null when it is free.</summary>
    public static string? WhyReserved(string member) =>
        Names.Contains(member) || member[0] is >= 'a' and <= 'z' ? "which is kept for the class itself"
        : member.EndsWith("Block", StringComparison.Ordinal) || member.EndsWith("Layers", StringComparison.Ordinal) ? "and only nested classes end in 'Block' or 'Layers'"
        : null;
}
