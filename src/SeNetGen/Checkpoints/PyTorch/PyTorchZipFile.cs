namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>A file of <c>torch.save</c> since PyTorch 1.6: a zip archive with a pickle that names storages, and an entry for each of them.</summary>
public sealed class PyTorchZipFile : WeightsFile
{
    internal const long LargestPickle = 64 << 20;

    private const string Content = "/data.pkl";

    internal PyTorchZipFile(FileBytes bytes)
        : base(bytes)
    {
        var index = new ZipIndex(bytes);
        var pickles = index.Names.Where(name => name.EndsWith(Content, StringComparison.Ordinal) && name.IndexOf('/', StringComparison.Ordinal) == name.Length - Content.Length).ToList();
        if (pickles is not [var pickle])
        {
            throw new SenetException($"'{bytes.Path}' is a zip archive, but none of torch.save: it has {(pickles.Count == 0 ? "no" : "more than one")} data.pkl");
        }

        var root = pickle[..^Content.Length];
        if (index.Find($"{root}/constants.pkl") is not null)
        {
            throw new SenetException($"'{bytes.Path}' is a TorchScript program, which is code: save the model's state_dict() instead");
        }

        if (index.Find($"{root}/byteorder") is { Length: <= 16 } order && !bytes.Read(order).AsSpan().SequenceEqual("little"u8))
        {
            throw new SenetException($"'{bytes.Path}' was written on a big-endian machine: load and save it in PyTorch");
        }

        var range = index.Find(pickle)!.Value;
        if (range.Length > LargestPickle)
        {
            throw new SenetException($"'{bytes.Path}': entry '{pickle}' has {range.Length} bytes, more than any weights need");
        }

        var (value, _) = Unpickler.Read(bytes.Read(range), 0, $"'{bytes.Path}': entry '{TorchState.Shown(pickle)}'");
        SetEntries(TorchState.Entries(value, bytes.Path, (storage, name) =>
        {
            var size = storage.Global.Type is { } type ? SafeTensorsHeader.Describe(type).Size : 1;
            return index.Find($"{root}/data/{storage.Key}") is { } found && (UInt128)storage.Count * (uint)size == (UInt128)found.Length
                ? found
                : throw new SenetException($"'{bytes.Path}' is damaged: storage '{TorchState.Shown(storage.Key)}' of tensor '{TorchState.Shown(name)}' should have {storage.Count} values of {size} bytes, and {(index.Find($"{root}/data/{storage.Key}") is { } other ? $"has {other.Length} bytes" : "is not there")}");
        }));
    }

    /// <inheritdoc/>
    public override string Format => WeightsKind.PyTorchZip;
}
