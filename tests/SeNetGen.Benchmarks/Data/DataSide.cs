using System.Globalization;
using SeNetGen.Data.Folders;
using SeNetGen.Torch;

namespace SeNetGen.Benchmarks.Data;

/// <summary>Our side of the data benchmark, one process and one thread as the peers are: a pass over all images for each line of input, CPU seconds and managed bytes an image as the answer.</summary>
internal static class DataSide
{
    private const int WarmUp = 10;

    /// <summary>Serves until the input ends.</summary>
    /// <param name="decoder"><c>libturbojpeg</c> or <c>skia</c>.</param>
    /// <param name="photos">The folder with the photos.</param>
    public static void Serve(string decoder, string photos)
    {
        LibTorch.SetThreads(1);
        byte[][] files = [.. Directory.GetFiles(photos, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        using var chain = new ImageChain(files, new ImagePreprocessing { ColorJitter = 0 }, useTurboJpeg: decoder == "libturbojpeg");
        var epoch = 0;
        for (; epoch < WarmUp; epoch++)
        {
            chain.RunAll(epoch);
        }

        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var start = Environment.CpuUsage.TotalTime;
            chain.RunAll(epoch++);
            var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)files.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {bytes}"));
        }
    }
}
