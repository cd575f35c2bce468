using System.Buffers.Binary;
using System.IO.Compression;

namespace SeNetGen.Data;

/// <summary>Grey images in the IDX format (MNIST, Fashion-MNIST), gzipped or plain, held in memory as bytes.</summary>
public sealed class IdxDataset : MemoryDataset
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;

    // A count times an area beyond this cannot be one managed array, and no file of this format comes near it.
    private const long LargestBody = int.MaxValue - 64;

    private IdxDataset(string name, byte[] pixels, byte[] labels, int height, int width, IReadOnlyList<string> classNames)
        : base(name, pixels, labels, channels: 1, height, width, classNames)
    {
    }

    /// <summary>Opens the two files of a split in a folder; each may carry <c>.gz</c> or not.</summary>
    /// <exception cref="SenetException">A missing folder or file, or a malformed one.</exception>
    public static IdxDataset OpenDirectory(string name, string directory, IdxFiles files, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(files);
        if (!Directory.Exists(directory))
        {
            throw new SenetException($"data_dir '{directory}' {(File.Exists(directory) ? "is a file" : "does not exist")}: give the folder with {files.Images}.gz and {files.Labels}.gz");
        }

        var images = Find(directory, files.Images);
        var labels = Find(directory, files.Labels);
        using var imagesStream = OpenFile(images);
        using var labelsStream = OpenFile(labels);
        return Open(name, imagesStream, images, labelsStream, labels, classNames);
    }

    /// <summary>Opens the two files of a split that a program carries as resources named <c>SeNetGen.Data.&lt;file&gt;.gz</c>.</summary>
    /// <exception cref="SenetException">A resource is missing or malformed.</exception>
    public static IdxDataset OpenEmbedded(string name, Func<string, Stream?> embedded, IdxFiles files, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        ArgumentNullException.ThrowIfNull(files);
        var images = $"SeNetGen.Data.{files.Images}.gz";
        var labels = $"SeNetGen.Data.{files.Labels}.gz";
        using var imagesStream = embedded(images) ?? throw NotEmbedded(name, images);
        using var labelsStream = embedded(labels) ?? throw NotEmbedded(name, labels);
        return Open(name, imagesStream, images, labelsStream, labels, classNames);
    }

    /// <summary>Reads a split from two streams, gzipped or plain.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="images">The IDX3 file of the images.</param>
    /// <param name="imagesFile">What to call it in messages.</param>
    /// <param name="labels">The IDX1 file of the labels.</param>
    /// <param name="labelsFile">What to call it in messages.</param>
    /// <param name="classNames">One name a class; a label beyond them is an error.</param>
    /// <exception cref="SenetException">A malformed header, a truncated or overlong file, differing counts, or a label out of range.</exception>
    public static IdxDataset Open(string name, Stream images, string imagesFile, Stream labels, string labelsFile, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        var (pixelBytes, imageSizes) = ReadIdx(images, imagesFile, ImagesMagic, 3, "images");
        var (labelBytes, labelSizes) = ReadIdx(labels, labelsFile, LabelsMagic, 1, "labels");
        if (imageSizes[0] != labelSizes[0])
        {
            throw new SenetException($"{imagesFile} holds {imageSizes[0]} images but {labelsFile} holds {labelSizes[0]} labels: take both from the same split");
        }

        if (imageSizes[0] == 0)
        {
            throw new SenetException($"{imagesFile} holds no image: fetch the file again");
        }

        for (var index = 0; index < labelBytes.Length; index++)
        {
            if (labelBytes[index] >= classNames.Count)
            {
                throw new SenetException($"{labelsFile}: label {labelBytes[index]} of image {index} is out of range: dataset '{name}' has {classNames.Count} classes, 0 to {classNames.Count - 1}");
            }
        }

        return new IdxDataset(name, pixelBytes, labelBytes, imageSizes[1], imageSizes[2], classNames);
    }

    private static (byte[] Body, int[] Sizes) ReadIdx(Stream stream, string file, uint magic, int dimensions, string what)
    {
        try
        {
            using var plain = Decompress(stream);
            var header = new byte[4 + (4 * dimensions)];
            var read = plain.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (read >= 4 && BinaryPrimitives.ReadUInt32BigEndian(header) is var found && found != magic)
            {
                throw new SenetException($"{file} does not hold IDX {what}: it starts with 0x{found:x8}, not 0x{magic:x8}; {Mend(found)}");
            }

            if (read < header.Length)
            {
                throw new SenetException($"{file} ends within its header, after {read} of {header.Length} bytes: fetch the file again");
            }

            var sizes = new int[dimensions];
            long length = 1;
            for (var d = 0; d < dimensions; d++)
            {
                var size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + (4 * d)));
                length = size > int.MaxValue || (size > 0 && length > LargestBody / size) ? long.MaxValue : length * size;
                if (length > LargestBody || (d > 0 && size == 0))
                {
                    throw new SenetException($"{file}: its header gives dimension {d + 1} as {size}, which cannot be: fetch the file again");
                }

                sizes[d] = (int)size;
            }

            return (ReadBody(plain, file, (int)length), sizes);
        }
        catch (InvalidDataException)
        {
            throw new SenetException($"{file} is damaged: it does not decompress; fetch the file again");
        }
        catch (IOException error)
        {
            throw new SenetException($"{file} cannot be read: {error.Message}");
        }
    }

    private static byte[] ReadBody(Stream plain, string file, int length)
    {
        // A lying header must not make us allocate gigabytes before the file's end shows the lie.
        using var body = new MemoryStream(Math.Min(length, 64 << 20));
        var chunk = new byte[Math.Min(length + 1, 1 << 16)];
        while (body.Length <= length)
        {
            var read = plain.Read(chunk, 0, (int)Math.Min(chunk.Length, length + 1 - body.Length));
            if (read == 0)
            {
                break;
            }

            body.Write(chunk, 0, read);
        }

        if (body.Length < length)
        {
            throw new SenetException($"{file} is cut off: its header promises {length} bytes of data, it holds {body.Length}; fetch the file again");
        }

        if (body.Length > length)
        {
            throw new SenetException($"{file} holds more than the {length} bytes of data that its header promises: fetch the file again");
        }

        return body.ToArray();
    }

    private static Stream Decompress(Stream stream)
    {
        // Two bytes tell gzip from plain, so a file's name need not.
        var start = new byte[2];
        var read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, read), stream);
        return read == 2 && start[0] == 0x1f && start[1] == 0x8b ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    private static string Mend(uint found) => found switch
    {
        ImagesMagic => "this is a file of images where the labels are wanted",
        LabelsMagic => "this is a file of labels where the images are wanted",
        _ => "give the original file, gzipped or plain",
    };

    private static string Find(string directory, string file)
    {
        foreach (var name in (string[])[file + ".gz", file])
        {
            var path = Path.Combine(directory, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new SenetException($"data_dir '{directory}' has neither {file}.gz nor {file}: put the data set's original files there");
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"{path} cannot be read: {error.Message}");
        }
    }

    private static SenetException NotEmbedded(string name, string resource)
        => new($"dataset '{name}' is not part of this program (resource {resource} is missing): give data_dir");
}
