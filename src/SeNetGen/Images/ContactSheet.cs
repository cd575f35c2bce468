using SeNetGen.Images.Decoding;
using SkiaSharp;

namespace SeNetGen.Images;

/// <summary>Images of one size in rows under headings, with a line of text below each, as a PNG. Texts need a font of the system; without any the images stand alone.</summary>
public sealed class ContactSheet
{
    private const int Gap = 8;
    private const int TextHeight = 18;
    private const int HeadingHeight = 30;

    private readonly int _columns;
    private readonly int _width;
    private readonly int _height;
    private readonly List<(string Heading, List<(RgbImage Image, string Text)> Cells)> _sections = [];

    /// <summary>Makes an empty sheet.</summary>
    /// <param name="columns">Images a row.</param>
    /// <param name="width">Columns of each image.</param>
    /// <param name="height">Rows of each image.</param>
    /// <exception cref="SenetException">The program has no native library to draw with.</exception>
    public ContactSheet(int columns, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        SkiaDecoder.RequireLibrary();
        (_columns, _width, _height) = (columns, width, height);
    }

    /// <summary>Columns of the sheet.</summary>
    public int Width => Gap + (_columns * (_width + Gap));

    /// <summary>Rows of the sheet.</summary>
    public int Height => Gap + _sections.Sum(section => HeadingHeight + (RowsOf(section.Cells.Count) * CellHeight));

    private int CellHeight => _height + TextHeight + Gap;

    /// <summary>Begins a section.</summary>
    public void Begin(string heading) => _sections.Add((heading, []));

    /// <summary>Adds an image to the last section.</summary>
    /// <param name="image">Of the sheet's size; it is kept.</param>
    /// <param name="text">What it is; cut off where it is too long.</param>
    public void Add(RgbImage image, string text)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != _width || image.Height != _height)
        {
            throw new ArgumentException(FormattableString.Invariant($"The image has {image.Width} x {image.Height} pixels, the sheet's {_width} x {_height}."), nameof(image));
        }

        _sections[^1].Cells.Add((image, text));
    }

    /// <summary>Where an image's upper left pixel lies on the sheet.</summary>
    /// <param name="section">Which section, from 0.</param>
    /// <param name="cell">Which image of it, from 0.</param>
    public (int X, int Y) PlaceOf(int section, int cell)
    {
        var top = Gap + _sections.Take(section).Sum(earlier => HeadingHeight + (RowsOf(earlier.Cells.Count) * CellHeight)) + HeadingHeight;
        return (Gap + (cell % _columns * (_width + Gap)), top + (cell / _columns * CellHeight));
    }

    /// <summary>Writes the sheet as a PNG.</summary>
    public void Write(Stream stream)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var font = new SKFont(SKTypeface.Default, 12) { Edging = SKFontEdging.Antialias };
        using var headingFont = new SKFont(SKTypeface.Default, 15);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.White);
        for (var s = 0; s < _sections.Count; s++)
        {
            var (heading, cells) = _sections[s];
            canvas.DrawText(Fit(heading, headingFont, Width - (2 * Gap)), Gap, PlaceOf(s, 0).Y - Gap, SKTextAlign.Left, headingFont, paint);
            for (var c = 0; c < cells.Count; c++)
            {
                var (x, y) = PlaceOf(s, c);
                Draw(cells[c].Image, bitmap, x, y);
                canvas.DrawText(Fit(cells[c].Text, font, _width), x, y + _height + 13, SKTextAlign.Left, font, paint);
            }
        }

        using var pixels = bitmap.PeekPixels();
        using var data = pixels?.Encode(new SKPngEncoderOptions()) ?? throw new InvalidOperationException("Skia did not encode the sheet.");
        data.SaveTo(stream);
    }

    private static string Fit(string text, SKFont font, int width)
    {
        var length = font.BreakText(text, width);
        return length < text.Length ? text[..Math.Max(0, length - 1)] + "…" : text;
    }

    private static void Draw(RgbImage image, SKBitmap bitmap, int left, int top)
    {
        var to = bitmap.GetPixelSpan();
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            var start = ((top + y) * bitmap.RowBytes) + (left * 4);
            for (var x = 0; x < image.Width; x++)
            {
                row.Slice(x * RgbImage.Channels, RgbImage.Channels).CopyTo(to[(start + (x * 4))..]);
            }
        }
    }

    private int RowsOf(int cells) => (cells + _columns - 1) / _columns;
}
