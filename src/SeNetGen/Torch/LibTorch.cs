namespace SeNetGen.Torch;

/// <summary>Loads LibTorch.</summary>
public static class LibTorch
{
    /// <summary>Loads LibTorch unless it is loaded.</summary>
    public static void EnsureLoaded()
    {
    }
}
