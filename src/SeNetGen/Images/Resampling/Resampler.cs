namespace SeNetGen.Images.Resampling;

/// <summary>
/// Gives images another size, with the bytes that Pillow's <c>Image.resize(size, resample, box)</c> gives: antialiased, in two passes of
/// 8-bit values and 22-bit weights. Only the rows and columns are read that the result needs. Tables and buffers grow to the largest use and
/// are used again, so that nothing is allocated an image. One object serves one thread.
/// </summary>
public sealed class Resampler
{
    private readonly Coefficients _horizontal = new();
    private readonly Coefficients _vertical = new();
    private byte[] _rows = [];
    private byte[] _row = [];
    private int[] _columns = [];

    /// <summary>Whether the AVX2 path is taken, which gives the same bytes as the portable one.</summary>
    internal bool UsesVectors { get; init; } = VectorPasses.IsSupported;

    /// <summary>Resizes a whole image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">Takes the result; another object than <paramref name="source"/>.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="filter">How pixels are weighed.</param>
    public void Resize(RgbImage source, RgbImage target, int width, int height, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize(source, CropBox.Whole(source.Width, source.Height), target, width, height, filter);
    }

    /// <summary>Resizes a part of an image. Pixels around the part count where the filter reaches them, as in Pillow.</summary>
    /// <param name="source">The image.</param>
    /// <param name="box">The part of it.</param>
    /// <param name="target">Takes the result; another object than <paramref name="source"/>.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not inside of the image.</exception>
    public void Resize(RgbImage source, CropBox box, RgbImage target, int width, int height, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!(box.Left >= 0 && box.Top >= 0 && box.Right <= source.Width && box.Bottom <= source.Height && box.Left < box.Right && box.Top < box.Bottom))
        {
            throw new ArgumentOutOfRangeException(nameof(box), box, $"The part is empty or not inside of the image of {source.Width} x {source.Height}.");
        }

        target.Resize(width, height);
        if (filter == ResampleFilter.Nearest)
        {
            Nearest(source, box, target);
            return;
        }

        var keepsColumns = width == source.Width && box.Left == 0 && box.Right == width;
        var keepsRows = height == source.Height && box.Top == 0 && box.Bottom == height;
        if (keepsColumns && keepsRows)
        {
            source.Span.CopyTo(target.Span);
            return;
        }

        var (first, end) = (0, source.Height);
        if (!keepsRows)
        {
            _vertical.Compute(filter, source.Height, box.Top, box.Bottom, height);
            (first, end) = _vertical.Reach();
        }

        if (keepsColumns)
        {
            Vertical(source.Span, 0, target);
            return;
        }

        _horizontal.Compute(filter, source.Width, box.Left, box.Right, width);
        if (keepsRows)
        {
            Horizontal(source, first, end, target.Span);
            return;
        }

        var length = (end - first) * width * RgbImage.Channels;
        if (_rows.Length < length)
        {
            _rows = new byte[length];
        }

        Horizontal(source, first, end, _rows.AsSpan(0, length));
        Vertical(_rows.AsSpan(0, length), first, target);
    }

    private void Horizontal(RgbImage source, int first, int end, Span<byte> target)
    {
        var sourceRow = source.Width * RgbImage.Channels;
        var targetRow = _horizontal.Length * RgbImage.Channels;
        for (var y = first; y < end; y++)
        {
            var to = target.Slice((y - first) * targetRow, targetRow);
            if (!UsesVectors)
            {
                Passes.Horizontal(source.Row(y), to, _horizontal);
                continue;
            }

            // The vectors read past the row: into the next one, or behind the buffer's last, which is why that one is copied.
            var start = y * sourceRow;
            var from = start + sourceRow + VectorPasses.Slack <= source.Pixels.Length ? source.Pixels.AsSpan(start, sourceRow + VectorPasses.Slack) : Padded(source.Row(y));
            VectorPasses.Horizontal(from, to, _horizontal);
        }
    }

    private void Vertical(ReadOnlySpan<byte> rows, int firstRow, RgbImage target)
    {
        var row = target.Width * RgbImage.Channels;
        for (var y = 0; y < target.Height; y++)
        {
            var weights = _vertical.Weights(y);
            var from = rows.Slice((_vertical.First(y) - firstRow) * row, weights.Length * row);
            if (UsesVectors)
            {
                VectorPasses.Vertical(from, target.Row(y), weights);
            }
            else
            {
                Passes.Vertical(from, target.Row(y), weights);
            }
        }
    }

    private ReadOnlySpan<byte> Padded(ReadOnlySpan<byte> row)
    {
        if (_row.Length < row.Length + VectorPasses.Slack)
        {
            _row = new byte[row.Length + VectorPasses.Slack];
        }

        row.CopyTo(_row);
        return _row;
    }

    // Positions are added up, pixel by pixel, as Pillow does: its roundings decide which pixel is the nearest.
    private void Nearest(RgbImage source, CropBox box, RgbImage target)
    {
        if (_columns.Length < target.Width)
        {
            _columns = new int[target.Width];
        }

        var stepX = (double)(box.Right - box.Left) / target.Width;
        var stepY = (double)(box.Bottom - box.Top) / target.Height;
        var x = box.Left + (stepX * 0.5);
        for (var i = 0; i < target.Width; i++)
        {
            _columns[i] = Math.Min((int)x, source.Width - 1) * RgbImage.Channels;
            x += stepX;
        }

        var y = box.Top + (stepY * 0.5);
        for (var i = 0; i < target.Height; i++)
        {
            var from = source.Row(Math.Min((int)y, source.Height - 1));
            var to = target.Row(i);
            for (var column = 0; column < target.Width; column++)
            {
                var at = _columns[column];
                to[3 * column] = from[at];
                to[(3 * column) + 1] = from[at + 1];
                to[(3 * column) + 2] = from[at + 2];
            }

            y += stepY;
        }
    }
}
