namespace SeNetGen.Language.Emission;

/// <summary>What the project decides about emitted code.</summary>
/// <param name="Namespace">The namespace of the networks and the registry.</param>
/// <param name="IsRegistryPublic">Whether the registry class is public; internal otherwise.</param>
public sealed record EmissionOptions(string Namespace, bool IsRegistryPublic);
