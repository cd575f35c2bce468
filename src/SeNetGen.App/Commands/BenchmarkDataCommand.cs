using System.CommandLine;
using System.Globalization;
using SeNetGen.App.Benchmarks;
using SeNetGen.App.CommandLine;
using SeNetGen.App.Output;
using SeNetGen.Data.Folders;

namespace SeNetGen.App.Commands;

/// <summary><c>benchmark data</c>: how fast a folder of images comes on this machine.</summary>
internal sealed class BenchmarkDataCommand : SenetCommand
{
    private const int DefaultRounds = 7;
    private const double WantedRate = 10_000;

    private readonly Argument<string> _folder = new("DIR") { Description = "The data set's folder, with train/CLASS/ in it." };
    private readonly Option<string?> _rounds;

    public BenchmarkDataCommand()
        : base(
            "data",
            "Measures how many images a second are decoded, cropped to 224 x 224, mirrored by chance and normalised: by one core, and by loaders with one and two workers.",
            "benchmark data photos",
            "benchmark data photos --rounds 3 --json")
    {
        Add(_folder);
        _rounds = AddText("--rounds", "N", FormattableString.Invariant($"How often each row is measured, in turns (default {DefaultRounds})."));
    }

    /// <inheritdoc/>
    public override int Execute(ParseResult parse, Session session)
    {
        var rounds = ReadInteger(parse, _rounds, minimum: 1) ?? DefaultRounds;
        using var benchmark = new DataBenchmark(parse.GetRequiredValue(_folder), rounds);
        session.Console.Log(FormattableString.Invariant($"{benchmark.Images} images in memory, {Environment.ProcessorCount} processors; load {Load.Text}"));
        var rows = benchmark.Run(done => session.Console.Log(FormattableString.Invariant($"round {done} of {rounds}")));
        var chain = rows.First(row => row.Name.StartsWith("decode, crop", StringComparison.Ordinal));
        var cores = (int)Math.Ceiling(WantedRate / chain.Rate.Median);
        if (session.Console.IsJson)
        {
            session.Console.WriteDocument(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("format_version", JsonFormat.Version);
                json.WriteNumber("images", benchmark.Images);
                json.WriteNumber("image_size", new ImagePreprocessing().Size);
                json.WriteNumber("processors", Environment.ProcessorCount);
                json.WriteString("load", Load.Text);
                json.WriteStartArray("rows");
                foreach (var row in rows)
                {
                    json.WriteStartObject();
                    json.WriteString("name", row.Name);
                    json.WriteNumber("images_per_second", row.Rate.Median);
                    json.WriteNumber("least", row.Rate.Least);
                    json.WriteNumber("most", row.Rate.Most);
                    json.WriteNumber("bytes_per_image", row.Bytes);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("cores_for_10000_images_per_second", cores);
                json.WriteEndObject();
            });
            return ExitCodes.Done;
        }

        var table = Tables.Create(("What", false), ("Images/s", true), ("Spread", false), ("Bytes an image", true));
        foreach (var row in rows)
        {
            table.AddTexts(row.Name, Whole(row.Rate.Median), $"{Whole(row.Rate.Least)} to {Whole(row.Rate.Most)}", Whole(row.Bytes));
        }

        session.Console.WriteTable(table);
        session.Console.WriteLine("A second is one of a core's own time, for loaders one of the clock.");
        session.Console.WriteLine(FormattableString.Invariant($"10,000 images a second would take {cores} such cores; load at the end {Load.Text}."));
        return ExitCodes.Done;
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
