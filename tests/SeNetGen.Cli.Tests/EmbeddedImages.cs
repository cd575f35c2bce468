using System.Reflection;
using SeNetGen.Data;
using SkiaSharp;

namespace SeNetGen.Cli.Tests;

/// <summary>A folder of image files made from the program's own images, PNG and JPEG in turn.</summary>
internal static class EmbeddedImages
{
    /// <summary>Writes <c>train/CLASS/N.png</c> and <c>val/CLASS/N.jpg</c> and so on, the first images of each class.</summary>
    /// <param name="folder">Takes them.</param>
    /// <param name="train">Training images a class.</param>
    /// <param name="validation">Validation images a class.</param>
    public static void Write(string folder, int train, int validation)
    {
        WriteSplit(Path.Combine(folder, "train"), DatasetSplit.Train, train);
        WriteSplit(Path.Combine(folder, "val"), DatasetSplit.Test, validation);
    }

    private static void WriteSplit(string folder, DatasetSplit split, int each)
    {
        var images = ImageDatasets.Open("fashion_mnist", null, split, Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "senet.dll")).GetManifestResourceStream);
        var written = new int[images.Classes];
        using var bitmap = new SKBitmap(images.Width, images.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        for (var i = 0; i < images.Count; i++)
        {
            var label = images.Label(i);
            if (written[label] == each)
            {
                continue;
            }

            images.Read(i, bitmap.GetPixelSpan());
            var isJpeg = written[label]++ % 2 == 1;
            // The folders' order is the labels': 0 T-shirt, 1 Trouser ...
            var classFolder = Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"{label} {images.ClassNames[label].Replace('/', ' ')}"))).FullName;
            using var data = bitmap.Encode(isJpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, 95);
            using var file = File.Create(Path.Combine(classFolder, FormattableString.Invariant($"{i:D5}.{(isJpeg ? "jpg" : "png")}")));
            data.SaveTo(file);
        }
    }
}
