using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using SeNetGen.Data.Folders;

namespace SeNetGen.Data.Shards;

/// <summary>
/// Neighbours in an archive whose paths agree up to the first dot of the file's name, WebDataset's sample: an image and, in <c>.cls</c> or as
/// <c>label</c> in <c>.json</c>, its label.
/// </summary>
internal sealed class ShardGroup(string shard, string key)
{
    // A label is a few digits; beside one, a JSON text holds captions and the like.
    private const int LongestText = 1 << 20;

    private readonly Dictionary<string, (string Name, long Offset, long Length)> _files = new(StringComparer.Ordinal);

    /// <summary>What the paths have in common.</summary>
    public string Key { get; } = key;

    /// <summary>Key and extension, in lower case; null for a file that is in no sample: one without an extension, or hidden.</summary>
    public static (string Key, string Extension)? Split(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        var dot = path.IndexOf('.', name);
        return dot > name && dot < path.Length - 1 ? (path[..dot], path[(dot + 1)..].ToLowerInvariant()) : null;
    }

    /// <summary>Adds a file.</summary>
    /// <exception cref="SenetException">There is one of this extension.</exception>
    public void Add(string name, string extension, long offset, long length)
    {
        if (!_files.TryAdd(extension, (name, offset, length)))
        {
            throw new SenetException($"shard '{shard}': sample '{Key}' holds two files .{extension}, the second at byte {offset}: keep one");
        }
    }

    /// <summary>The whole sample; null when there is neither image nor label.</summary>
    /// <exception cref="SenetException">One of them is missing or cannot be read.</exception>
    public ShardSample? End(SafeFileHandle handle)
    {
        var images = _files.Where(file => !file.Key.Contains('.', StringComparison.Ordinal) && FolderScan.IsImageName("." + file.Key)).ToList();
        if (images.Count == 0)
        {
            return _files.ContainsKey("cls") ? throw Wrong("has a label and no image (.jpg, .jpeg, .png, .webp): write the files of a sample one after the other") : null;
        }

        if (images.Count > 1)
        {
            throw Wrong($"has several images, {string.Join(" and ", images.Select(image => image.Value.Name))}: keep one");
        }

        var (name, offset, length) = images[0].Value;
        return length <= Array.MaxLength ? new ShardSample(name, offset, (int)length, Label(handle)) : throw Wrong("has an image larger than 2 GB");
    }

    private int Label(SafeFileHandle handle)
    {
        if (_files.TryGetValue("cls", out var cls))
        {
            var text = Encoding.UTF8.GetString(ReadText(handle, cls)).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label)
                ? label
                : throw Wrong($"has the label '{(text.Length > 20 ? text[..20] + "..." : text)}' in {cls.Name}, not a whole number of at least 0");
        }

        if (!_files.TryGetValue("json", out var json))
        {
            throw Wrong($"has an image and no label: put {Key}.cls with a whole number beside it, or {Key}.json with a 'label'");
        }

        try
        {
            using var document = JsonDocument.Parse(ReadText(handle, json));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("label", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var label) && label >= 0
                ? label
                : throw Wrong($"has no 'label' in {json.Name} that is a whole number of at least 0");
        }
        catch (JsonException)
        {
            throw Wrong($"has no JSON in {json.Name}");
        }
    }

    private byte[] ReadText(SafeFileHandle handle, (string Name, long Offset, long Length) file)
    {
        if (file.Length > LongestText)
        {
            throw Wrong($"has {file.Length} bytes in {file.Name}, more than a label needs");
        }

        var bytes = new byte[file.Length];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), file.Offset + read) is > 0 and var count)
        {
            read += count;
        }

        return bytes;
    }

    private SenetException Wrong(string what) => new($"shard '{shard}': sample '{Key}' at byte {_files.Values.Min(file => file.Offset)} {what}");
}
