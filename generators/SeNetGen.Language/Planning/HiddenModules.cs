using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Finds modules of the user's own that do not say how many parameters they have, so that a network's number leaves theirs out.</summary>
internal static class HiddenModules
{
    /// <summary>The first one; null when all say it.</summary>
    public static OperationStep? First(NetworkPlan plan) => First(plan.Body.Steps, []);

    private static OperationStep? First(IEnumerable<Step> steps, HashSet<BlockCall> seen) => steps
        .Select(step => step switch
        {
            OperationStep operation => ModuleOperation.HidesParameters(operation.Call) ? operation : null,
            BlockStep block => seen.Add(block.Call) ? First(block.Call.Body.Steps, seen) : null,
            RepeatStep repeat => First(repeat.Children, seen),
            GroupStep group => First(group.Steps, seen),
            _ => null,
        })
        .FirstOrDefault(found => found is not null);
}
