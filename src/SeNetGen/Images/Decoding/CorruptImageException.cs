namespace SeNetGen.Images.Decoding;

/// <summary>The bytes of a file are no image that can be shown whole; the message says in a clause what is wrong.</summary>
public sealed class CorruptImageException : Exception
{
    /// <summary>Says what is wrong: "it is cut off".</summary>
    public CorruptImageException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what told so.</summary>
    public CorruptImageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public CorruptImageException()
    {
    }
}
