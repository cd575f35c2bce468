namespace SeNetGen;

/// <summary>
/// A fault in what the user gave or in the machine at hand, as opposed to a defect of the library. The message names the file or
/// value, what is wrong with it and how to mend it; a command line prints it alone, without a stack trace.
/// </summary>
public class SenetException : Exception
{
    /// <summary>Makes a fault without a message.</summary>
    public SenetException()
    {
    }

    /// <summary>Makes a fault.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    public SenetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a fault that follows from another exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="innerException">What it follows from.</param>
    public SenetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exit code of a program that ends because of it: 1, the input is at fault, unless said otherwise.</summary>
    public int ExitCode { get; init; } = 1;
}
