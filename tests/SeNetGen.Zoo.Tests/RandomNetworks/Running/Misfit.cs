namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Two values that do not fit, although LibTorch may broadcast them: what a silent shape error is.</summary>
internal sealed class Misfit(string message) : Exception(message);
