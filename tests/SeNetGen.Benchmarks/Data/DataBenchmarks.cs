using System.Diagnostics;
using System.Globalization;
using SeNetGen.App.Benchmarks;

namespace SeNetGen.Benchmarks.Data;

/// <summary>
/// Images against Debian's PIL and torchvision and against libjpeg-turbo's own decoder: <c>dotnet run -c Release --project tests/SeNetGen.Benchmarks -- data [--check]</c>. Every side is one process with one thread, and
/// they take turns. Needs the packages that <c>photos.py</c> names, python3-torchvision and libturbojpeg0.
/// </summary>
internal static class DataBenchmarks
{
    private const int Rounds = 15;
    private const int Steps = 10;
    private const double WantedRate = 10_000;

    private static int _missed;

    /// <summary>Prints a row for each aim.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(bool check)
    {
        var photos = Directory.CreateTempSubdirectory("senet-photos-").FullName;
        try
        {
            using (var maker = Process.Start("/usr/bin/python3", [Side.Script("photos.py"), photos]))
            {
                maker.WaitForExit();
                if (maker.ExitCode != 0)
                {
                    return 1;
                }
            }

            Console.WriteLine($"load at the start {Load.Text}");
            Console.WriteLine("| | aim | measured (median) | spread | |");
            Console.WriteLine("|---|---|---|---|---|");
            Compare(photos);
            Wait(photos);
            Loaders(photos);
            Console.WriteLine($"load at the end {Load.Text}");
            return check && _missed > 0 ? 1 : 0;
        }
        finally
        {
            Directory.Delete(photos, recursive: true);
        }
    }

    private static void Compare(string photos)
    {
        using var turbo = Side.Own("libturbojpeg", photos);
        using var skia = Side.Own("skia", photos);
        using var torchvision = Side.Python("torchvision", photos);
        using var limit = Side.Python("decoder", photos);
        Side[] sides = [turbo, skia, torchvision, limit];
        Array.ForEach(sides, side => side.WaitUntilReady());
        var passes = new (double Seconds, double Bytes)[sides.Length][];
        for (var s = 0; s < sides.Length; s++)
        {
            passes[s] = new (double, double)[Rounds];
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var s = 0; s < sides.Length; s++)
            {
                passes[s][round] = sides[s].Pass();
            }
        }

        Measured Ratio(int ours, int theirs) => Measured.Of(passes[ours].Zip(passes[theirs], (a, b) => b.Seconds / a.Seconds));
        var images = Directory.GetFiles(photos, "*.jpg", SearchOption.AllDirectories).Length;
        Measured Rate(int side) => Measured.Of(passes[side].Select(pass => images / pass.Seconds));
        AtLeast("decode + crop + flip + normalise with libturbojpeg, to PIL + torchvision", 1.5, Ratio(0, 2));
        AtLeast("the same with Skia alone", 1.25, Ratio(1, 2));
        AtLeast("the same with libturbojpeg, to libjpeg-turbo's decoder alone", 0.75, Ratio(0, 3));
        AtMost("bytes allocated an image with libturbojpeg", 0, Measured.Of(passes[0].Select(pass => Math.Floor(pass.Bytes))), "0");
        AtMost("the same with Skia", 1023, Measured.Of(passes[1].Select(pass => Math.Floor(pass.Bytes))), "0");
        string[] names = ["SeNetGen with libturbojpeg", "SeNetGen with Skia", "PIL + torchvision", "libjpeg-turbo's decoder alone"];
        for (var s = 0; s < sides.Length; s++)
        {
            Row($"images a second of a core: {names[s]}", "", Rate(s), "0", "");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| cores for 10,000 images/s with libturbojpeg | | {Math.Ceiling(WantedRate / Rate(0).Median)} | | |"));
    }

    private static void Wait(string photos) => AtMost("waiting for images, per cent of a step of seresnet18 at 224 (1 worker)", 2, Measured.Of(DataWait.Shares(photos, Steps).Select(share => 100 * share)), "0.000");

    private static void Loaders(string photos)
    {
        using var benchmark = new DataBenchmark(photos, rounds: 7);
        foreach (var row in benchmark.Run(_ => { }).Where(row => row.Name.StartsWith("loader", StringComparison.Ordinal)))
        {
            Row(string.Create(CultureInfo.InvariantCulture, $"{row.Name}, images a second ({row.Bytes:0} bytes an image)"), "", row.Rate, "0", "");
        }
    }

    private static void AtLeast(string name, double aim, Measured measured) => Judge(name, string.Create(CultureInfo.InvariantCulture, $"{aim}"), measured, "0.00", measured.Median >= aim);

    private static void AtMost(string name, double aim, Measured measured, string format) => Judge(name, string.Create(CultureInfo.InvariantCulture, $"at most {aim}"), measured, format, measured.Median <= aim);

    private static void Judge(string name, string aim, Measured measured, string format, bool isMet)
    {
        _missed += isMet ? 0 : 1;
        Row(name, aim, measured, format, isMet ? "met" : "missed");
    }

    private static void Row(string name, string aim, Measured measured, string format, string verdict)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        Console.WriteLine($"| {name} | {aim} | {Text(measured.Median)} | {Text(measured.Least)} to {Text(measured.Most)} | {verdict} |");
    }
}
