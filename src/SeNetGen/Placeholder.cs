namespace SeNetGen;

/// <summary>The runtime of SeNetGen.</summary>
public static class Placeholder { }
