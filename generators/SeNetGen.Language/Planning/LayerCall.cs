using SeNetGen.Language.Binding;
using SeNetGen.Language.CSharp;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Planning;

/// <summary>A call as it stands in a body.</summary>
/// <param name="Layer">The layer as written.</param>
/// <param name="Name">Its key: that of the layer, or of one repetition.</param>
/// <param name="Local">Its path in the body.</param>
/// <param name="Repetition">Which repetition, from 0; null without <c>repeat</c>.</param>
/// <param name="Input">The value it follows.</param>
/// <param name="Scope">What its arguments see.</param>
/// <param name="Faults">Takes what is wrong with it.</param>
/// <param name="FindValue">The value of a name in the body and its number; null when unknown.</param>
/// <param name="Operands">Takes the numbers of the values it names.</param>
internal sealed record LayerCall(
    LayerNode Layer,
    string Name,
    string Local,
    int? Repetition,
    PlanValue Input,
    LayerScope Scope,
    FaultBag Faults,
    Func<ScalarValue, FaultBag, (int, PlanValue)?> FindValue,
    List<int> Operands)
{
    /// <summary>The C# member of a layer.</summary>
    public static string MemberOf(LayerNode layer) => Naming.Member(layer.Name, layer.Head, layer.Member);
}

/// <summary>A call, planned.</summary>
/// <param name="Output">Its value; null when unknown.</param>
/// <param name="MakeStep">Its step from its inputs and output; null after an error in it.</param>
internal sealed record PlannedCall(PlanValue? Output, Func<IReadOnlyList<int>, int, Step>? MakeStep);
