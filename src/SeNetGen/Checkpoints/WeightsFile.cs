using SeNetGen.Checkpoints.MindSpore;
using SeNetGen.Checkpoints.PyTorch;
using SeNetGen.Torch;
using static TorchSharp.torch;

namespace SeNetGen.Checkpoints;

/// <summary>
/// A file of weights, open for reading, in any format that is known. What the file says of names, types, sizes and places is checked whole when it is
/// opened; values are read one tensor at a time, straight into that tensor.
/// </summary>
public abstract class WeightsFile : IDisposable
{
    private readonly Dictionary<string, WeightsEntry> _byName = new(StringComparer.Ordinal);

    private protected WeightsFile(FileBytes bytes) => Bytes = bytes;

    /// <summary>The file.</summary>
    public string Path => Bytes.Path;

    /// <summary>The format's name, for messages: <c>safetensors</c>.</summary>
    public abstract string Format { get; }

    /// <summary>The tensors, in the order of the file.</summary>
    public IReadOnlyList<WeightsEntry> Entries { get; private set; } = [];

    private protected FileBytes Bytes { get; }

    /// <summary>Opens a file in whatever format its content is in; its name says nothing.</summary>
    /// <exception cref="SenetException">No such file, none of the formats, or a damaged file.</exception>
    public static WeightsFile Open(string path)
    {
        var bytes = FileBytes.Open(path);
        try
        {
            return WeightsKind.Of(bytes) switch
            {
                WeightsKind.PyTorchZip => new PyTorchZipFile(bytes),
                WeightsKind.PyTorchPickle => new PyTorchPickleFile(bytes),
                WeightsKind.MindSpore => new MindSporeFile(bytes),
                _ => new SafeTensorsFile(bytes),
            };
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of this name, or null.</summary>
    public WeightsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor: contiguous, on the CPU, of the file's type. The caller disposes it.</summary>
    /// <exception cref="SenetException">The file has no such tensor, or cannot be read.</exception>
    public Tensor Read(string name) => Read(Require(name));

    /// <summary>Copies a tensor's values into one of the same shape and any type, strides and device. Where type and strides are the file's, no other memory is used.</summary>
    /// <param name="name">Name in the file.</param>
    /// <param name="target">Takes the values.</param>
    /// <exception cref="SenetException">The file has no such tensor, or cannot be read.</exception>
    public void CopyTo(string name, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var entry = Require(name);
        if (entry.Strides is null && target.dtype == entry.Type && target.device_type == TorchSharp.DeviceType.CPU && target.is_contiguous())
        {
            Fill(entry, target);
            return;
        }

        using var value = Read(entry);
        target.copy_(value);
    }

    /// <summary>Whether a tensor is no weight but what training left beside them: such names may be unknown to a network.</summary>
    internal virtual bool IsExtra(string name) => false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Bytes.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void SetEntries(IReadOnlyList<WeightsEntry> entries)
    {
        Entries = entries;
        foreach (var entry in entries)
        {
            _byName.Add(entry.Name, entry);
        }
    }

    private WeightsEntry Require(string name)
    {
        var entry = Find(name) ?? throw new SenetException($"'{Path}' holds no tensor '{name}'");
        return entry.Length <= int.MaxValue ? entry : throw new SenetException($"'{Path}': tensor '{name}' has {entry.Length} bytes, more than the 2 GiB that can be read at once");
    }

    private Tensor Read(WeightsEntry entry)
    {
        LibTorch.EnsureLoaded();
        if (entry.Strides is null)
        {
            var tensor = empty([.. entry.Shape], dtype: entry.Type, device: CPU);
            try
            {
                Fill(entry, tensor);
                return tensor;
            }
            catch
            {
                tensor.Dispose();
                throw;
            }
        }

        using var storage = empty(entry.Length / SafeTensorsHeader.Describe(entry.Type).Size, dtype: entry.Type, device: CPU);
        Fill(entry, storage);
        using var view = storage.as_strided([.. entry.Shape], [.. entry.Strides]);
        // A view that happens to lie row by row would come back as itself.
        return view.clone().contiguous();
    }

    private void Fill(WeightsEntry entry, Tensor target)
    {
        if (entry.Length == 0)
        {
            return;
        }

        var bytes = target.bytes;
        foreach (var range in entry.Bytes)
        {
            Bytes.Read(range.Start, bytes[..(int)range.Length]);
            bytes = bytes[(int)range.Length..];
        }
    }
}
