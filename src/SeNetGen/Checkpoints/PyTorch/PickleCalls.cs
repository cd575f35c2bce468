namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>What REDUCE, NEWOBJ, BUILD and references do with the names of the allow-list.</summary>
internal static class PickleCalls
{
    /// <summary>Makes what the call of a name stands for.</summary>
    public static object? Call(object? callable, object? arguments, PickleOpcode opcode, PickleStack stack, PickleReader reader)
    {
        if (callable is not PickleGlobal global || arguments is not PickleTuple { Items: var items } tuple)
        {
            throw reader.Error($"{opcode.ToString().ToUpperInvariant()} has no name and arguments; the file is damaged");
        }

        switch (global.Callable, items)
        {
            case (PickleCallable.OrderedDict or PickleCallable.Namespace, []):
                return new PickleDict();
            case (PickleCallable.OrderedDict, [PickleList pairs]):
                return Pairs(pairs, stack, reader);
            case (PickleCallable.Set, [PickleList set]):
                return set;
            case (PickleCallable.Size, [PickleTuple sizes]):
                return sizes;
            case (PickleCallable.Device, [string, ..]):
                return items[0];
            case (PickleCallable.Tensor, _):
                var tensor = new PickleTensor(tuple);
                stack.Cover(tensor, tuple);
                return tensor;
            case (PickleCallable.Parameter, [PickleTensor inner, ..]):
                return inner;
            default:
                throw reader.Error($"{opcode.ToString().ToUpperInvariant()} calls '{global.Name}' with arguments that it does not take");
        }
    }

    /// <summary>
    /// Sets what an object has besides its content. Files of <c>model.state_dict()</c> do so: PyTorch hangs its versions of the layers (<c>_metadata</c>) on the
    /// OrderedDict, which is dropped here; and timm's training checkpoints hold the settings of the run as a Namespace, whose content it is. All else is refused.
    /// </summary>
    public static void Build(object? target, object? state, PickleStack stack, PickleReader reader)
    {
        if (target is not PickleDict dict || state is not PickleDict fields)
        {
            throw reader.Error("BUILD is refused: it sets what an object is made of, and only dicts have any of that here");
        }

        // What is kept nowhere can still be nested too deeply for a reader that is less careful.
        stack.Cover(dict, fields);
    }

    /// <summary>The storage that a persistent id stands for.</summary>
    public static PickleStorage Storage(object? id, PickleReader reader)
    {
        if (id is not PickleTuple { Items: ["storage", PickleGlobal { Callable: PickleCallable.Storage } global, var key, _, long count, .. var rest] } || count < 0)
        {
            throw reader.Error("a reference is to no storage of a type that is known");
        }

        var name = key as string ?? (key is long number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : throw reader.Error("a storage has no name"));
        return rest switch
        {
            [] or [null] => new PickleStorage(global, name, count, 0),
            [PickleTuple { Items: [_, long offset, long size] }] when offset >= 0 && size >= 0 && offset <= count && size <= count - offset => new PickleStorage(global, name, count, offset),
            _ => throw reader.Error($"the view of storage '{name}' is not within it"),
        };
    }

    private static PickleDict Pairs(PickleList pairs, PickleStack stack, PickleReader reader)
    {
        var items = new List<object?>(pairs.Items.Count * 2);
        foreach (var pair in pairs.Items)
        {
            IReadOnlyList<object?> both = pair switch
            {
                PickleTuple tuple => tuple.Items,
                PickleList list => list.Items,
                _ => [],
            };
            items.AddRange(both.Count == 2 ? both : throw reader.Error("an OrderedDict is made of something that is no pair"));
        }

        return stack.Fill(new PickleDict(), [.. items]);
    }
}
