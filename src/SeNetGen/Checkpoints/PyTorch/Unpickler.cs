using System.Text.RegularExpressions;

namespace SeNetGen.Checkpoints.PyTorch;

/// <summary>
/// Reads a pickle into values without running code: plain containers, numbers, texts, and the tensors and storages of <see cref="PickleNames"/>.
/// Everything else is refused by its name. Memory and time grow with the bytes read, whatever these say: references share one value, nesting is
/// limited, and so is the number of steps.
/// </summary>
internal sealed partial class Unpickler
{
    /// <summary>Steps of one pickle: a checkpoint of 4,000 tensors with two optimizer states has a tenth of it.</summary>
    private const int MostSteps = 4_000_000;

    private readonly PickleReader _reader;
    private readonly PickleStack _stack;
    private readonly Dictionary<long, object?> _memo = [];

    private Unpickler(PickleReader reader)
    {
        _reader = reader;
        _stack = new PickleStack(reader);
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="data">Holds it.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="where">File and entry, for messages.</param>
    /// <returns>Its value, and where the next one begins.</returns>
    /// <exception cref="SenetException">Damaged, or something that is refused.</exception>
    public static (object? Value, int End) Read(byte[] data, int start, string where)
    {
        var reader = new PickleReader(data, start, where);
        return (new Unpickler(reader).Run(), reader.Position);
    }

    private object? Run()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var opcode = (PickleOpcode)_reader.Opcode();
            if (opcode == PickleOpcode.Stop)
            {
                return _stack.Pop();
            }

            if (!ReadScalar(opcode) && !ReadText(opcode) && !ReadContainer(opcode) && !ReadReference(opcode))
            {
                throw Refused(opcode);
            }
        }

        throw _reader.Error($"it takes more than {MostSteps} steps, far more than any weights need");
    }

    private bool ReadScalar(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None:
                _stack.Push(null);
                return true;
            case PickleOpcode.NewTrue:
                _stack.Push(true);
                return true;
            case PickleOpcode.NewFalse:
                _stack.Push(false);
                return true;
            case PickleOpcode.Int:
                _stack.Push(_reader.Decimal(hasFlags: true));
                return true;
            case PickleOpcode.Long:
                _stack.Push(_reader.Decimal(hasFlags: false));
                return true;
            case PickleOpcode.BinInt:
                _stack.Push((long)_reader.Int32());
                return true;
            case PickleOpcode.BinInt1:
                _stack.Push((long)_reader.Byte());
                return true;
            case PickleOpcode.BinInt2:
                _stack.Push((long)_reader.UInt16());
                return true;
            case PickleOpcode.Long1:
                _stack.Push(_reader.Long(_reader.Byte()));
                return true;
            case PickleOpcode.Long4:
                _stack.Push(_reader.Long(_reader.UInt32()));
                return true;
            case PickleOpcode.Float:
                _stack.Push(_reader.Float());
                return true;
            case PickleOpcode.BinFloat:
                _stack.Push(_reader.Double());
                return true;
            default:
                return false;
        }
    }

    private bool ReadText(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.String:
                _stack.Push(_reader.Quoted());
                return true;
            case PickleOpcode.BinString:
                _stack.Push(_reader.Latin(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortBinString:
                _stack.Push(_reader.Latin(_reader.Byte()));
                return true;
            case PickleOpcode.Unicode:
                _stack.Push(Escapes().Replace(_reader.Line(), match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()));
                return true;
            case PickleOpcode.BinUnicode:
                _stack.Push(_reader.Text(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortBinUnicode:
                _stack.Push(_reader.Text(_reader.Byte()));
                return true;
            case PickleOpcode.BinUnicode8:
                _stack.Push(_reader.Text(_reader.UInt64()));
                return true;
            case PickleOpcode.BinBytes:
                _stack.Push(_reader.Bytes(_reader.UInt32()));
                return true;
            case PickleOpcode.ShortBinBytes:
                _stack.Push(_reader.Bytes(_reader.Byte()));
                return true;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8:
                _stack.Push(_reader.Bytes(_reader.UInt64()));
                return true;
            default:
                return false;
        }
    }

    private bool ReadContainer(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark:
                _stack.Mark();
                return true;
            case PickleOpcode.Pop:
                _stack.PopOrUnmark();
                return true;
            case PickleOpcode.PopMark:
                _stack.PopToMark();
                return true;
            case PickleOpcode.Dup:
                _stack.Push(_stack.Peek());
                return true;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet:
                _stack.Push(new PickleList());
                return true;
            case PickleOpcode.EmptyTuple:
                _stack.Push(new PickleTuple([]));
                return true;
            case PickleOpcode.EmptyDict:
                _stack.Push(new PickleDict());
                return true;
            case PickleOpcode.List or PickleOpcode.FrozenSet:
                _stack.Push(_stack.Fill(new PickleList(), _stack.PopToMark()));
                return true;
            case PickleOpcode.Dict:
                _stack.Push(_stack.Fill(new PickleDict(), _stack.PopToMark()));
                return true;
            case PickleOpcode.Tuple:
                _stack.Push(_stack.Tuple(_stack.PopToMark()));
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Push(_stack.Tuple(_stack.Pop(opcode - PickleOpcode.Tuple1 + 1)));
                return true;
            case PickleOpcode.Append:
                var item = _stack.Pop(1);
                _stack.Fill(_stack.Top<PickleList>("a list"), item);
                return true;
            case PickleOpcode.Appends or PickleOpcode.AddItems:
                var items = _stack.PopToMark();
                _stack.Fill(_stack.Top<PickleList>("a list"), items);
                return true;
            case PickleOpcode.SetItem:
                var pair = _stack.Pop(2);
                _stack.Fill(_stack.Top<PickleDict>("a dict"), pair);
                return true;
            case PickleOpcode.SetItems:
                var pairs = _stack.PopToMark();
                _stack.Fill(_stack.Top<PickleDict>("a dict"), pairs);
                return true;
            default:
                return false;
        }
    }

    private bool ReadReference(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                var protocol = _reader.Byte();
                return protocol <= 5 ? true : throw _reader.Error($"protocol {protocol} is newer than the 5 that are known");
            case PickleOpcode.Frame:
                _reader.Frame();
                return true;
            case PickleOpcode.Get:
                return Recall(_reader.Decimal(hasFlags: false));
            case PickleOpcode.BinGet:
                return Recall((long)_reader.Byte());
            case PickleOpcode.LongBinGet:
                return Recall((long)_reader.UInt32());
            case PickleOpcode.Put:
                return Keep(_reader.Decimal(hasFlags: false));
            case PickleOpcode.BinPut:
                return Keep((long)_reader.Byte());
            case PickleOpcode.LongBinPut:
                return Keep((long)_reader.UInt32());
            case PickleOpcode.Memoize:
                return Keep((long)_memo.Count);
            case PickleOpcode.Global:
                var module = _reader.Line();
                _stack.Push(Name(module, _reader.Line(), opcode));
                return true;
            case PickleOpcode.StackGlobal:
                var names = _stack.Pop(2);
                _stack.Push(names is [string space, string name] ? Name(space, name, opcode) : throw _reader.Error("STACK_GLOBAL has no texts to make a name of"));
                return true;
            case PickleOpcode.BinPersId:
                _stack.Push(PickleCalls.Storage(_stack.Pop(), _reader));
                return true;
            case PickleOpcode.Reduce or PickleOpcode.NewObj:
                var call = _stack.Pop(2);
                _stack.Push(PickleCalls.Call(call[0], call[1], opcode, _stack, _reader));
                return true;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                PickleCalls.Build(_stack.Peek(), state, _stack, _reader);
                return true;
            default:
                return false;
        }
    }

    private bool Recall(object key)
    {
        _stack.Push(key is long index && _memo.TryGetValue(index, out var value) ? value : throw _reader.Error($"nothing was kept as {key}"));
        return true;
    }

    private bool Keep(object key)
    {
        _memo[key is long index and >= 0 ? index : throw _reader.Error($"nothing can be kept as {key}")] = _stack.Peek();
        return true;
    }

    private PickleGlobal Name(string module, string name, PickleOpcode opcode) =>
        PickleNames.Find($"{module}.{name}")
        ?? throw _reader.Error($"{NameOf(opcode)} names '{Shown($"{module}.{name}")}', which no weights need; nothing but tensors and plain containers is built, and no code is run: save the state_dict alone");

    private SenetException Refused(PickleOpcode opcode) => _reader.Error(opcode switch
    {
        PickleOpcode.Inst => $"INST names '{Shown($"{_reader.Line()}.{_reader.Line()}")}': it would run code, which weights do not need",
        PickleOpcode.PersId => "PERSID names a storage by a text, as protocol 0 does and PyTorch itself cannot read: save with protocol 2 or later",
        _ when Enum.IsDefined(opcode) => $"{NameOf(opcode)} is refused: it would build objects or take data from elsewhere, which weights do not need",
        _ => $"there is no opcode 0x{(byte)opcode:X2}; the file is damaged",
    });

    private static string NameOf(PickleOpcode opcode) => opcode switch
    {
        PickleOpcode.StackGlobal => "STACK_GLOBAL",
        PickleOpcode.NewObjEx => "NEWOBJ_EX",
        PickleOpcode.NextBuffer => "NEXT_BUFFER",
        PickleOpcode.ReadonlyBuffer => "READONLY_BUFFER",
        _ => opcode.ToString().ToUpperInvariant(),
    };

    // A message stays a line, whatever the file says.
    private static string Shown(string text) => new([.. text.Take(100).Select(letter => char.IsControl(letter) ? '?' : letter)]);

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escapes();
}
