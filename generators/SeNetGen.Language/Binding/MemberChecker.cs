using SeNetGen.Language.CSharp;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Binding;

/// <summary>Checks the names that layers take in C# and in the state dict: one class is the network or a block, layers in place one more each.</summary>
internal sealed class MemberChecker(Func<string, bool> isBlock, FaultBag faults)
{
    // Operations without state or mode have neither member nor key.
    private static readonly HashSet<string> Stateless = new(StringComparer.Ordinal)
    {
        "adaptive_avg_pool", "adaptive_max_pool", "add", "avg_pool", "concat", "flatten", "gelu", "global_avg_pool", "global_avgmax_pool", "global_catavgmax_pool", "global_max_pool",
        "hard_sigmoid", "hard_swish", "identity", "leaky_relu", "max_pool", "mish", "multiply", "none", "relu", "relu6", "sigmoid", "silu", "softmax",
        "upsample",
    };

    /// <summary>Checks the layers of a class.</summary>
    /// <param name="layers">The layers of all its sections.</param>
    /// <returns>The members with their layers.</returns>
    public IReadOnlyDictionary<string, LayerNode> Check(IReadOnlyList<LayerNode> layers)
    {
        var keys = new Dictionary<string, LayerNode>(StringComparer.Ordinal);
        var members = new Dictionary<string, LayerNode>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (layer.Body is { } body)
            {
                Check([.. body]);
            }

            if (LayerReader.IsMalformed(layer) || Names.WhyNoKey(layer.Name) is not null || !HasMember(layer))
            {
                continue;
            }

            if (keys.TryGetValue(layer.Name, out var same))
            {
                faults.Report(Rules.DuplicateLayer, layer.At, layer.Name, same.At);
                continue;
            }

            keys[layer.Name] = layer;
            CheckMember(layer, members);
        }

        return members;
    }

    private void CheckMember(LayerNode layer, Dictionary<string, LayerNode> members)
    {
        var member = Naming.Member(layer.Name, layer.Head, layer.Member);
        if (ReservedMembers.WhyReserved(member) is { } why)
        {
            faults.Report(Rules.ReservedMember, layer.At, layer.Name, member, why);
        }
        else if (members.TryGetValue(member, out var other))
        {
            faults.Report(Rules.MemberClash, layer.At, other.Name, layer.Name, member);
        }
        else
        {
            members[member] = layer;
        }
    }

    private bool HasMember(LayerNode layer) =>
        layer.Head is null || isBlock(layer.Head) || OperationTable.Find(layer.Head) is null || !Stateless.Contains(layer.Head);
}
