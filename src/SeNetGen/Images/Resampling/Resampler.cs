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
        Resize(source, CropRectangle.Whole(source.Width, source.Height), target, width, height, filter);
    }

    /// <summary>Resizes a part of an image. Pixels around the part count where the filter reaches them, as with Pillow's <c>box</c>.</summary>
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
        if (!box.IsInside(source.Width, source.Height))
        {
            throw new ArgumentOutOfRangeException(nameof(box), box, $"The part is empty or not inside of the image of {source.Width} x {source.Height}.");
        }

        target.Resize(width, height);
        Run(source, CropRectangle.Whole(source.Width, source.Height), box, (width, height), (0, 0), target, filter);
    }

    /// <summary>Resizes a part of an image as if it had been cut out first: what lies around it does not count, as with torchvision's <c>resized_crop</c>.</summary>
    /// <param name="source">The image.</param>
    /// <param name="part">The part of it.</param>
    /// <param name="target">Takes the result; another object than <paramref name="source"/>.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not inside of the image.</exception>
    public void Resize(RgbImage source, CropRectangle part, RgbImage target, int width, int height, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!part.IsInside(source.Width, source.Height))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, $"The part is empty or not inside of the image of {source.Width} x {source.Height}.");
        }

        target.Resize(width, height);
        Run(source, part, CropBox.Whole(part.Width, part.Height), (width, height), (0, 0), target, filter);
    }

    /// <summary>Resizes a whole image and keeps a part of the result; the rest is not computed.</summary>
    /// <param name="source">The image.</param>
    /// <param name="width">Columns that the whole would have.</param>
    /// <param name="height">Rows that the whole would have.</param>
    /// <param name="wanted">The part of the result that is wanted.</param>
    /// <param name="target">Takes it; another object than <paramref name="source"/>.</param>
    /// <param name="filter">How pixels are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not inside of the result.</exception>
    public void ResizeAndCrop(RgbImage source, int width, int height, CropRectangle wanted, RgbImage target, ResampleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!wanted.IsInside(width, height))
        {
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, $"The part is empty or not inside of the result of {width} x {height}.");
        }

        target.Resize(wanted.Width, wanted.Height);
        var whole = CropRectangle.Whole(source.Width, source.Height);
        Run(source, whole, CropBox.Whole(source.Width, source.Height), (width, height), (wanted.Left, wanted.Top), target, filter);
    }

    // The box lies in the view, a part of the source; it is resized to `whole`, of which the target takes its own size from `skip` on.
    private void Run(RgbImage source, CropRectangle view, CropBox box, (int Width, int Height) whole, (int X, int Y) skip, RgbImage target, ResampleFilter filter)
    {
        if (filter == ResampleFilter.Nearest)
        {
            Nearest(source, view, box, whole, skip, target);
            return;
        }

        var keepsColumns = whole.Width == view.Width && box.Left == 0 && box.Right == view.Width;
        var keepsRows = whole.Height == view.Height && box.Top == 0 && box.Bottom == view.Height;
        var stride = source.Width * RgbImage.Channels;
        var pixels = source.Span[((view.Top * stride) + ((view.Left + (keepsColumns ? skip.X : 0)) * RgbImage.Channels))..];
        var (first, end) = (skip.Y, skip.Y + target.Height);
        if (!keepsRows)
        {
            _vertical.Compute(filter, view.Height, box.Top, box.Bottom, whole.Height, skip.Y, target.Height);
            (first, end) = _vertical.Reach();
        }

        if (!keepsColumns)
        {
            _horizontal.Compute(filter, view.Width, box.Left, box.Right, whole.Width, skip.X, target.Width);
        }

        switch (keepsColumns, keepsRows)
        {
            case (true, true):
                for (var y = 0; y < target.Height; y++)
                {
                    pixels.Slice((first + y) * stride, target.Width * RgbImage.Channels).CopyTo(target.Row(y));
                }

                break;

            case (true, false):
                Vertical(pixels[(first * stride)..], stride, first, target);
                break;

            case (false, true):
                Horizontal(source, view, first, end, target.Span);
                break;

            default:
                var length = (end - first) * target.Width * RgbImage.Channels;
                if (_rows.Length < length)
                {
                    _rows = new byte[length];
                }

                Horizontal(source, view, first, end, _rows.AsSpan(0, length));
                Vertical(_rows.AsSpan(0, length), target.Width * RgbImage.Channels, first, target);
                break;
        }
    }

    private void Horizontal(RgbImage source, CropRectangle view, int first, int end, Span<byte> target)
    {
        var sourceRow = view.Width * RgbImage.Channels;
        var targetRow = _horizontal.Length * RgbImage.Channels;
        for (var y = first; y < end; y++)
        {
            var start = (((view.Top + y) * source.Width) + view.Left) * RgbImage.Channels;
            var to = target.Slice((y - first) * targetRow, targetRow);
            if (!UsesVectors)
            {
                Passes.Horizontal(source.Pixels.AsSpan(start, sourceRow), to, _horizontal);
                continue;
            }

            // The vectors read past the row: into the next one, or behind the buffer's last, which is why that one is copied.
            var isLast = start + sourceRow + VectorPasses.Slack > source.Pixels.Length;
            VectorPasses.Horizontal(isLast ? Padded(source.Pixels.AsSpan(start, sourceRow)) : source.Pixels.AsSpan(start, sourceRow + VectorPasses.Slack), to, _horizontal);
        }
    }

    private void Vertical(ReadOnlySpan<byte> rows, int stride, int firstRow, RgbImage target)
    {
        for (var y = 0; y < target.Height; y++)
        {
            var to = target.Row(y);
            var weights = _vertical.Weights(y);
            var from = rows.Slice((_vertical.First(y) - firstRow) * stride, ((weights.Length - 1) * stride) + to.Length);
            if (UsesVectors)
            {
                VectorPasses.Vertical(from, stride, to, weights);
            }
            else
            {
                Passes.Vertical(from, stride, to, weights);
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
    private void Nearest(RgbImage source, CropRectangle view, CropBox box, (int Width, int Height) whole, (int X, int Y) skip, RgbImage target)
    {
        if (_columns.Length < target.Width)
        {
            _columns = new int[target.Width];
        }

        var step = (double)(box.Right - box.Left) / whole.Width;
        var at = box.Left + (step * 0.5);
        for (var x = -skip.X; x < target.Width; x++, at += step)
        {
            if (x >= 0)
            {
                _columns[x] = (view.Left + Math.Min((int)at, view.Width - 1)) * RgbImage.Channels;
            }
        }

        step = (double)(box.Bottom - box.Top) / whole.Height;
        at = box.Top + (step * 0.5);
        for (var y = -skip.Y; y < target.Height; y++, at += step)
        {
            if (y < 0)
            {
                continue;
            }

            var from = source.Row(view.Top + Math.Min((int)at, view.Height - 1));
            var to = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var column = _columns[x];
                to[3 * x] = from[column];
                to[(3 * x) + 1] = from[column + 1];
                to[(3 * x) + 2] = from[column + 2];
            }
        }
    }
}
