using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>The functions that attentions take by the language's names.</summary>
internal static class GateFunction
{
    private static readonly string[] Names = ["relu", "relu6", "silu", "gelu", "mish", "hard_swish", "leaky_relu", "sigmoid", "hard_sigmoid"];

    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public static string Known(string name) => Names.Contains(name) ? name : throw Unknown(name);

    /// <summary>The function of each number, as a tensor of its own.</summary>
    public static Tensor Apply(string name, Tensor input) => name switch
    {
        "relu" => Functional.Relu(input),
        "relu6" => Functional.Relu6(input),
        "silu" => Functional.Silu(input),
        "gelu" => Functional.Gelu(input),
        "mish" => Functional.Mish(input),
        "hard_swish" => Functional.HardSwish(input),
        "leaky_relu" => Functional.LeakyRelu(input),
        "sigmoid" => Functional.Sigmoid(input),
        "hard_sigmoid" => Functional.HardSigmoid(input),
        _ => throw Unknown(name),
    };

    private static ArgumentException Unknown(string name) => new($"unknown function '{name}': known are {string.Join(", ", Names)}", nameof(name));
}
