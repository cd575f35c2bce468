using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Planning;

/// <summary>What planning a variant gives.</summary>
/// <param name="Plan">The plan; null when an error leaves none.</param>
/// <param name="Faults">What is wrong, each with the place inside the network where it was first seen.</param>
public sealed record PlannedNetwork(NetworkPlan? Plan, EquatableArray<Fault> Faults);
