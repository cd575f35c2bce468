using System.Numerics;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>Finds the weights in what a PyTorch file holds, and checks each tensor against the file.</summary>
internal static class TorchState
{
    // In timm's order: the average is what it validates.
    private static readonly string[] Wrappers = ["state_dict_ema", "model_ema", "state_dict", "model"];

    // Put before every name by parallel and by compiled modules.
    private static readonly string[] Prefixes = ["module.", "_orig_mod."];

    /// <summary>The tensors of a file, by their names.</summary>
    /// <param name="root">What its pickle holds.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="find">Where a storage lies, given what needs it.</param>
    public static IReadOnlyList<WeightsEntry> Entries(object? root, string path, Func<PickleStorage, string, ByteRange> find)
    {
        if (root is not PickleDict dict)
        {
            throw new SenetException($"'{path}' holds no state_dict but {(root is PickleTensor ? "a single tensor" : "some other value")}: save the model's state_dict()");
        }

        var chosen = Wrappers.Select(dict.Find).OfType<PickleDict>().FirstOrDefault() ?? dict;
        var named = chosen.Items.Where(item => item is { Key: string, Value: PickleTensor }).Select(item => (Name: (string)item.Key!, Tensor: (PickleTensor)item.Value!)).ToList();
        if (named.Count == 0 && dict.Items.Count > 0)
        {
            throw new SenetException($"'{path}' holds no tensor by name in its dict or under {string.Join(", ", Wrappers)}: save the model's state_dict()");
        }

        while (Prefixes.FirstOrDefault(prefix => named.Count > 0 && named.TrueForAll(item => item.Name.StartsWith(prefix, StringComparison.Ordinal))) is { } common)
        {
            named = [.. named.Select(item => (item.Name[common.Length..], item.Tensor))];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. named.Select(item => seen.Add(item.Name) ? Entry(item.Name, item.Tensor, path, find) : throw new SenetException($"'{path}' is damaged: it names '{item.Name}' twice"))];
    }

    private static WeightsEntry Entry(string name, PickleTensor tensor, string path, Func<PickleStorage, string, ByteRange> find)
    {
        var arguments = tensor.Arguments;
        if (arguments is not [PickleStorage storage, long offset, PickleTuple { Items: var sizes }, PickleTuple { Items: var steps }, ..])
        {
            throw Damaged("is made of something that is no storage, offset, sizes and strides");
        }

        var type = storage.Global.Type ?? (arguments is [_, _, _, _, _, _, PickleGlobal { Type: { } given }, ..] ? given : throw Damaged("has no type that is known"));
        var size = SafeTensorsHeader.Describe(type).Size;
        long[] shape = [.. sizes.OfType<long>()];
        long[] strides = [.. steps.OfType<long>()];
        if (shape.Length != sizes.Length || strides.Length != sizes.Length || steps.Length != sizes.Length || shape.Length > 64 || shape.Any(value => value < 0) || strides.Any(value => value < 0) || offset < 0)
        {
            throw Damaged("has sizes, strides or an offset that cannot be");
        }

        var range = find(storage, name);
        if (WeightsEntry.SizeOf(type, shape) is not { } length)
        {
            throw Damaged($"has sizes that cannot be: [{string.Join(", ", shape)}]");
        }

        if (length == 0)
        {
            return new WeightsEntry(name, type, shape);
        }

        // The place of the last value, in numbers that cannot overflow.
        var last = (BigInteger)offset + storage.Offset;
        var first = last;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            last += (BigInteger)(shape[axis] - 1) * strides[axis];
        }

        if ((last + 1) * size > range.Length || length > range.Length)
        {
            throw Damaged($"of sizes [{string.Join(", ", shape)}], strides [{string.Join(", ", strides)}] and offset {offset} reaches beyond the {range.Length} bytes of its storage '{Shown(storage.Key)}'");
        }

        var place = new ByteRange(range.Start + ((long)first * size), (long)(last - first + 1) * size);
        return new WeightsEntry(name, type, shape) { Bytes = [place], Strides = IsRowByRow(shape, strides) ? null : strides };

        SenetException Damaged(string what) => new($"'{path}' is damaged: tensor '{Shown(name)}' {what}");
    }

    private static bool IsRowByRow(long[] shape, long[] strides)
    {
        long step = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && strides[axis] != step)
            {
                return false;
            }

            step *= shape[axis];
        }

        return true;
    }

    /// <summary>A name of the file in a message of one line.</summary>
    public static string Shown(string text) => new([.. text.Take(200).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
