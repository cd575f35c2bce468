namespace SeNetGen.App.CommandLine;

/// <summary>How much is said.</summary>
internal enum Verbosity
{
    /// <summary>Results and errors.</summary>
    Quiet,

    /// <summary>Progress too.</summary>
    Normal,

    /// <summary>What helps to find a defect too.</summary>
    Debug,
}
