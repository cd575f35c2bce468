namespace SeNetGen.Data;

/// <summary>
/// The part of every epoch that one process takes, where several train or validate one network together: in validation every image comes exactly
/// once over all of them, none twice to fill up; in training each takes equally many steps, and fewer images than there are processes stay out of an epoch.
/// </summary>
public sealed record DataShare
{
    /// <summary>A share.</summary>
    /// <param name="rank">The process's number, from 0.</param>
    /// <param name="size">How many processes there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such process.</exception>
    public DataShare(int rank, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, rank);
        (Rank, Size) = (rank, size);
    }

    /// <summary>One process takes all.</summary>
    public static DataShare Whole { get; } = new(0, 1);

    /// <summary>The process's number, from 0.</summary>
    public int Rank { get; }

    /// <summary>How many processes there are.</summary>
    public int Size { get; }

    /// <summary>Number of images an epoch of this process.</summary>
    /// <param name="images">Images of the data set.</param>
    /// <param name="eachOnce">Every image comes once; else all processes take equally many.</param>
    internal int Count(int images, bool eachOnce) => (images / Size) + (eachOnce && Rank < images % Size ? 1 : 0);

    /// <summary>The place in the whole epoch of an image of this process: they take turns, so that a step of all holds the images that one process with their batches together would take.</summary>
    /// <param name="number">Which of this process's images, from 0.</param>
    internal int Place(int number) => checked((number * Size) + Rank);

    /// <summary>As <see cref="Place"/> where processes take runs instead of turns, so that each reads a part of the data set alone.</summary>
    /// <param name="number">Which of this process's images, from 0.</param>
    /// <param name="images">Images of the data set.</param>
    /// <param name="eachOnce">As in <see cref="Count"/>.</param>
    internal int PlaceInRun(int number, int images, bool eachOnce) => (Rank * (images / Size)) + (eachOnce ? Math.Min(Rank, images % Size) : 0) + number;
}
