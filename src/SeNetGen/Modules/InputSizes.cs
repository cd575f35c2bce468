using System.Globalization;

namespace SeNetGen.Modules;

/// <summary>
/// The sizes that a network accepts along one axis: every size from <c>minimum</c> on whose remainder by <c>period</c> is one of
/// <c>residues</c>, and, when there is a finite list, only those in it.
/// </summary>
public sealed class InputSizes
{
    private readonly long _minimum;
    private readonly int _period;
    private readonly bool[]? _accepted;
    private readonly long[]? _finite;

    /// <summary>Makes the set.</summary>
    /// <param name="minimum">The least size.</param>
    /// <param name="period">After how many pixels the pattern repeats.</param>
    /// <param name="residues">The accepted remainders by <paramref name="period"/>; null for all.</param>
    /// <param name="finite">The only sizes, ascending; null for no such limit.</param>
    public InputSizes(int minimum, int period = 1, int[]? residues = null, long[]? finite = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _minimum = minimum;
        _period = period;
        _finite = finite is null ? null : [.. finite.Where(size => size >= minimum && (residues is null || residues.Contains((int)(size % period)))).Order()];
        if (residues is not null && residues.Length < period)
        {
            _accepted = new bool[period];
            foreach (var residue in residues)
            {
                _accepted[residue] = true;
            }
        }
    }

    /// <summary>Whether the network accepts the size.</summary>
    public bool Contains(long size) =>
        _finite is not null
            ? Array.BinarySearch(_finite, size) >= 0
            : size >= _minimum && (_accepted is null || _accepted[size % _period]);

    /// <summary>The set in words: <c>31-34, then every 32</c>, <c>7 and more</c>, <c>224 and 288</c>.</summary>
    public string Describe()
    {
        if (_finite is not null)
        {
            return _finite.Length switch
            {
                0 => "none",
                1 => Text(_finite[0]) + " alone",
                _ => string.Join(", ", _finite[..^1].Select(Text)) + " and " + Text(_finite[^1]),
            };
        }

        if (_accepted is null)
        {
            return Text(_minimum) + " and more";
        }

        return string.Join(", ", FirstRuns()) + ", then every " + Text(_period);
    }

    /// <summary>The nearest accepted sizes: the greatest below, the least above; null where there is none.</summary>
    /// <param name="size">A size.</param>
    public (long? Below, long? Above) Nearest(long size)
    {
        if (_finite is not null)
        {
            var smaller = _finite.Where(candidate => candidate < size).ToArray();
            var greater = _finite.Where(candidate => candidate > size).ToArray();
            return (smaller.Length > 0 ? smaller[^1] : null, greater.Length > 0 ? greater[0] : null);
        }

        long? below = null;
        for (var candidate = size - 1; candidate >= _minimum && candidate >= size - _period; candidate--)
        {
            if (Contains(candidate))
            {
                below = candidate;
                break;
            }
        }

        var start = Math.Max(size + 1, _minimum);
        long? above = null;
        for (var candidate = start; candidate < start + _period; candidate++)
        {
            if (Contains(candidate))
            {
                above = candidate;
                break;
            }
        }

        return (below, above);
    }

    /// <summary>The refusal of a size: <c>height 121: legal are 31-34, then every 32 (nearest 98, 127)</c>; null for an accepted one.</summary>
    /// <param name="axis">What the size is: <c>height</c>.</param>
    /// <param name="size">The size.</param>
    public string? Refuse(string axis, long size)
    {
        if (Contains(size))
        {
            return null;
        }

        var (below, above) = Nearest(size);
        var near = new[] { below, above }.Where(candidate => candidate is not null).Select(candidate => Text(candidate!.Value)).ToArray();
        var nearest = near.Length == 0 ? "" : $" (nearest {string.Join(", ", near)})";
        return $"{axis} {Text(size)}: legal are {Describe()}{nearest}";
    }

    /// <inheritdoc/>
    public override string ToString() => Describe();

    private static string Text(long size) => size.ToString(CultureInfo.InvariantCulture);

    /// <summary>The runs of neighbouring sizes in the first period.</summary>
    private IEnumerable<string> FirstRuns()
    {
        long? start = null;
        for (var size = _minimum; size <= _minimum + _period; size++)
        {
            var isIn = size < _minimum + _period && Contains(size);
            if (isIn)
            {
                start ??= size;
            }
            else if (start is { } first)
            {
                yield return first == size - 1 ? Text(first) : $"{Text(first)}-{Text(size - 1)}";
                start = null;
            }
        }
    }
}
