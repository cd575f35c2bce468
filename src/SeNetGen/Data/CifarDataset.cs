namespace SeNetGen.Data;

/// <summary>
/// CIFAR-10 and CIFAR-100 in their binary version (Krizhevsky 2009, https://www.cs.toronto.edu/~kriz/cifar.html): records of one label byte, or
/// a coarse and a fine one, and 32 x 32 pixels, all red values first, then green, then blue. Held in memory as bytes.
/// </summary>
public sealed class CifarDataset : MemoryDataset
{
    private const int Side = 32;
    private const int Area = Side * Side;
    private const int Colours = 3;
    private const int ImageBytes = Area * Colours;

    private CifarDataset(string name, byte[] pixels, byte[] labels, IReadOnlyList<string> classNames)
        : base(name, pixels, labels, Colours, Side, Side, classNames)
    {
    }

    /// <summary>Opens one split.</summary>
    /// <param name="name">What recipes call it.</param>
    /// <param name="directory">The folder with the original files, or the one around it, as the archive unpacks.</param>
    /// <param name="files">Which files, and which label of theirs.</param>
    /// <param name="split">Which split.</param>
    /// <exception cref="SenetException">A missing folder or file, one that is cut off or of the other data set, or a label without a class.</exception>
    public static CifarDataset Open(string name, string directory, CifarFiles files, DatasetSplit split)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(files);
        var folder = FindFolder(name, directory, files);
        var classNames = ReadNames(Path.Combine(folder, files.ClassNames), files.Classes);
        var contents = (split == DatasetSplit.Train ? files.Train : files.Test).Select(file => (Path: Path.Combine(folder, file), Bytes: ReadRecords(Path.Combine(folder, file), files))).ToList();
        var record = files.LabelBytes + ImageBytes;
        var count = contents.Sum(content => content.Bytes.Length / record);
        var pixels = new byte[checked(count * ImageBytes)];
        var labels = new byte[count];
        var image = 0;
        foreach (var (path, bytes) in contents)
        {
            for (var at = 0; at < bytes.Length; at += record, image++)
            {
                labels[image] = bytes[at + files.LabelAt];
                if (labels[image] >= classNames.Count)
                {
                    throw new SenetException($"{path}: label {labels[image]} of image {at / record}, at byte {at + files.LabelAt}, is out of range: dataset '{name}' has {classNames.Count} classes, 0 to {classNames.Count - 1}; fetch the file again");
                }

                Interleave(bytes.AsSpan(at + files.LabelBytes, ImageBytes), pixels.AsSpan(image * ImageBytes, ImageBytes));
            }
        }

        return new CifarDataset(name, pixels, labels, classNames);
    }

    // Planes of red, green and blue become pixels.
    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (var i = 0; i < Area; i++)
        {
            pixels[i * Colours] = planes[i];
            pixels[(i * Colours) + 1] = planes[Area + i];
            pixels[(i * Colours) + 2] = planes[(2 * Area) + i];
        }
    }

    private static string FindFolder(string name, string directory, CifarFiles files)
    {
        if (directory.Length == 0)
        {
            throw new SenetException($"dataset '{name}' needs its folder: give data_dir with the files of its binary version ({files.ClassNames}, {files.Train[0]} and so on)");
        }

        if (!Directory.Exists(directory))
        {
            throw new SenetException($"data_dir '{directory}' {(File.Exists(directory) ? "is a file" : "does not exist")}: give the folder with {files.ClassNames}, {files.Train[0]} and so on");
        }

        var unpacked = Path.Combine(directory, files.Folder);
        var folder = Directory.Exists(unpacked) ? unpacked : directory;
        var missing = new[] { files.ClassNames }.Concat(files.Train).Concat(files.Test).Where(file => !File.Exists(Path.Combine(folder, file))).ToList();
        return missing.Count == 0 ? folder : throw new SenetException($"'{folder}' lacks {string.Join(", ", missing)} of dataset '{name}': put the files of its binary version there");
    }

    private static byte[] ReadRecords(string path, CifarFiles files)
    {
        var bytes = Read(path, File.ReadAllBytes);
        var record = files.LabelBytes + ImageBytes;
        if (bytes.Length == 0)
        {
            throw new SenetException($"{path} holds no image: fetch the file again");
        }

        if (bytes.Length % record == 0)
        {
            return bytes;
        }

        // CIFAR-10 and CIFAR-100 differ in the bytes before the pixels alone.
        var other = (files.LabelBytes == 1 ? 2 : 1) + ImageBytes;
        var mend = bytes.Length % other == 0 ? $"they are whole ones of {other} bytes: this is a file of {(files.LabelBytes == 1 ? "CIFAR-100" : "CIFAR-10")}" : $"the one at byte {bytes.Length / record * record} is cut off; fetch the file again";
        throw new SenetException($"{path} holds {bytes.Length} bytes, which are no whole records of {record} bytes: {mend}");
    }

    private static List<string> ReadNames(string path, int classes)
    {
        // The original files end in an empty line.
        var names = Read(path, File.ReadAllLines).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return names.Count == classes && names.Distinct(StringComparer.Ordinal).Count() == classes
            ? names
            : throw new SenetException($"{path} names {names.Distinct(StringComparer.Ordinal).Count()} classes, not {classes}: fetch the file again");
    }

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SenetException($"{path} cannot be read: {error.Message}");
        }
    }
}
