namespace SeNetGen.App;

/// <summary>How the program ends, as its callers see it.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input is at fault: a file, a name or a value.</summary>
    public const int BadInput = 1;

    /// <summary>The command line cannot be parsed.</summary>
    public const int Usage = 2;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 70;

    /// <summary>Interrupted (Ctrl-C); training has saved a checkpoint.</summary>
    public const int Interrupted = 130;

    /// <summary>Terminated (SIGTERM); training has saved a checkpoint.</summary>
    public const int Terminated = 143;
}
