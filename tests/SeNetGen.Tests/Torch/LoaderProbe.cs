using System.Runtime.InteropServices;
using SeNetGen.Modules;
using SeNetGen.Tests.Modules;
using SeNetGen.Tests.Training;
using SeNetGen.Torch;
using SeNetGen.Training;
using TorchSharp;

namespace SeNetGen.Tests.Torch;

/// <summary>The program that tests start when they need a process of their own: does what its argument says and prints one line on it.</summary>
internal static class LoaderProbe
{
    private static int Main(string[] arguments)
    {
        try
        {
            Console.WriteLine(arguments[0] switch
            {
                "load" => Load(),
                "torch-first" => TorchFirst(),
                "walk" => Walk(),
                "plain" => Plain(),
                "tiny-conv" => TinyConv(),
                "threads" => $"{LibTorch.Threads} of {Environment.ProcessorCount}",
                "train" => Train(arguments[1], arguments[2], int.Parse(arguments[3], System.Globalization.CultureInfo.InvariantCulture)),
                _ => "unknown probe",
            });
            return 0;
        }
        catch (SenetException exception)
        {
            Console.WriteLine("refused: " + exception.Message);
            return exception.ExitCode;
        }
    }

    /// <summary>Runs a layer.</summary>
    private static string Load()
    {
        using var conv = new Conv(3, 4);
        using var input = torch.ones(1, 3, 2, 2);
        using var output = conv.forward(input);
        return $"loaded {output.shape[1]} from {Mapped("libtorch_cpu.so")} and {Mapped("libLibTorchSharp")}";
    }

    /// <summary>Makes a tensor before any layer, so that TorchSharp searches by itself.</summary>
    private static string TorchFirst()
    {
        var isLoaded = LibTorch.IsLoaded;
        using var input = torch.ones(1, 3, 2, 2);
        return $"{isLoaded} then loaded {input.shape[1]}";
    }

    /// <summary>Describes a network without running one.</summary>
    private static string Walk()
    {
        var rows = HandWrittenNetwork.Definition.Walk();
        return $"{rows.Layers.Count > 10} {CpuFeatures.Describe().Length > 0} {LibTorch.Version} maps {Mapped("libtorch_cpu.so")}";
    }

    /// <summary>Whether the system's libstdc++ is new enough for TorchSharp as it is.</summary>
    private static string Plain()
    {
        var folder = AppContext.BaseDirectory;
        NativeLibrary.Load(Path.Combine(folder, "libtorch_cpu.so"));
        return NativeLibrary.TryLoad(Path.Combine(folder, "libLibTorchSharp.so"), out _) ? "loads" : "does not load";
    }

    /// <summary>Runs a convolution of the size that LibTorch would give to NNPACK.</summary>
    private static string TinyConv()
    {
        LibTorch.SetThreads(1);
        using var input = torch.ones(1, 8, 1, 1);
        using var weight = torch.ones(4, 8, 1, 1);
        using var output = torch.nn.functional.conv2d(input, weight);
        using var sum = output.sum();
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sum {sum.ToSingle()}");
    }

    /// <summary>Trains the tiny network until an epoch is done.</summary>
    private static string Train(string data, string checkpoints, int last)
    {
        LibTorch.SetThreads(1);
        using var cancellation = new CancellationTokenSource();
        var observer = new Recorder { OnEpoch = epoch => { if (epoch.Epoch == last) { cancellation.Cancel(); } } };
        new TrainingRun(new TrainingOptions { Recipe = TinyNetwork.Recipe(data, checkpoints), FindNetwork = TinyNetwork.Find, Observer = observer }).Run(cancellation.Token);
        return $"trained with {FastPaths.On}";
    }

    private static string Mapped(string library)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var slash = line.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0 && Path.GetFileName(line[slash..]).StartsWith(library, StringComparison.Ordinal))
            {
                return line[slash..];
            }
        }

        return "none";
    }
}
