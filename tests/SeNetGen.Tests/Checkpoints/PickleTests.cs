using System.Text;
using SeNetGen.Checkpoints.PyTorch;

namespace SeNetGen.Tests.Checkpoints;

/// <summary>Every opcode of Python's pickle protocols 0 to 5: what it gives here, or why it is refused. The bytes are written after CPython's pickletools.</summary>
public class PickleTests
{
    // Latin-1: a letter a byte.
    public static TheoryData<string, string, string> Accepted => new()
    {
        { "INT", "I-7\n.", "-7" },
        { "INT true", "I01\n.", "True" },
        { "INT false", "I00\n.", "False" },
        { "LONG", "L12345678901234567890L\n.", "12345678901234567890" },
        { "STRING", "S'ab'\n.", "'ab'" },
        { "NONE", "N.", "None" },
        { "UNICODE", "Va\\u00e4\n.", "'aä'" },
        { "FLOAT", "F1.5\n.", "1.5" },
        { "LIST, MARK", "(K\u0001K\u0002l.", "[1, 2]" },
        { "APPEND", "]K\u0001a.", "[1]" },
        { "TUPLE", "(K\u0001K\u0002K\u0003K\u0004t.", "(1, 2, 3, 4)" },
        { "DICT", "(K\u0001Nd.", "{1: None}" },
        { "SETITEM", "}K\u0001Ns.", "{1: None}" },
        { "POP", "K\u0001K\u00020.", "1" },
        { "POP of a mark", "K\u0001(0.", "1" },
        { "POP_MARK", "K\u0001(K\u0002K\u00031.", "1" },
        { "DUP", "]K\u00012\u0086a.", "[(1, 1)]" },
        { "PUT, GET", "K\u0005p7\n0g7\n.", "5" },
        { "BINPUT, BINGET", "K\u0005q\u00070h\u0007.", "5" },
        { "LONG_BINPUT, LONG_BINGET", "K\u0005r\u0007\u0000\u0000\u00010j\u0007\u0000\u0000\u0001.", "5" },
        { "MEMOIZE", "K\u0005\u00940h\u0000.", "5" },
        { "BININT", "J\u00fe\u00ff\u00ff\u00ff.", "-2" },
        { "BININT1", "K\u00ff.", "255" },
        { "BININT2", "M\u0001\u0002.", "513" },
        { "BINSTRING", "T\u0002\u0000\u0000\u0000ab.", "'ab'" },
        { "SHORT_BINSTRING", "U\u0002ab.", "'ab'" },
        { "BINUNICODE", "X\u0002\u0000\u0000\u0000\u00c3\u00a4.", "'ä'" },
        { "BINFLOAT", "G\u003f\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.", "1.5" },
        { "EMPTY_LIST, APPENDS", "](K\u0001K\u0002e.", "[1, 2]" },
        { "EMPTY_TUPLE", ").", "()" },
        { "EMPTY_DICT, SETITEMS", "}(K\u0001NK\u0002Nu.", "{1: None, 2: None}" },
        { "PROTO", "\u0080\u0005N.", "None" },
        { "TUPLE1", "K\u0001\u0085.", "(1)" },
        { "TUPLE2", "K\u0001K\u0002\u0086.", "(1, 2)" },
        { "TUPLE3", "K\u0001K\u0002K\u0003\u0087.", "(1, 2, 3)" },
        { "NEWTRUE", "\u0088.", "True" },
        { "NEWFALSE", "\u0089.", "False" },
        { "LONG1", "\u008a\u0002\u0000\u0080.", "-32768" },
        { "LONG4", "\u008b\u0001\u0000\u0000\u0000\u0007.", "7" },
        { "BINBYTES", "B\u0001\u0000\u0000\u0000a.", "b'61'" },
        { "SHORT_BINBYTES", "C\u0001a.", "b'61'" },
        { "SHORT_BINUNICODE", "\u008c\u0002ab.", "'ab'" },
        { "BINUNICODE8", "\u008d\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000ab.", "'ab'" },
        { "BINBYTES8", "\u008e\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a.", "b'61'" },
        { "BYTEARRAY8", "\u0096\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000a.", "b'61'" },
        { "EMPTY_SET, ADDITEMS", "\u008f(K\u0001\u0090.", "[1]" },
        { "FROZENSET", "(K\u0001\u0091.", "[1]" },
        { "FRAME", "\u0095\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000N.", "None" },
        { "GLOBAL, REDUCE", "ccollections\nOrderedDict\n)R.", "{}" },
        { "REDUCE of pairs", "ccollections\nOrderedDict\n]K\u0001N\u0086a\u0085R.", "{1: None}" },
        { "REDUCE of sizes", "ctorch\nSize\nK\u0001\u0085\u0085R.", "(1)" },
        { "STACK_GLOBAL", "\u008c\u000bcollections\u008c\u000bOrderedDict\u0093)R.", "{}" },
        { "NEWOBJ", "cargparse\nNamespace\n)\u0081.", "{}" },
        { "BUILD of an OrderedDict", "ccollections\nOrderedDict\n)R}U\u0009_metadataNsb.", "{}" },
        { "BINPERSID", "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQ.", "storage 0 of 4" },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "GLOBAL", "cos\nsystem\n(S'true'\ntR.", "byte 0: GLOBAL names 'os.system', which no weights need" },
        { "GLOBAL of torch", "ctorch\nload\n.", "GLOBAL names 'torch.load'" },
        { "STACK_GLOBAL", "\u008c\u0008builtins\u008c\u0004eval\u0093.", "STACK_GLOBAL names 'builtins.eval'" },
        { "STACK_GLOBAL without texts", "NN\u0093.", "STACK_GLOBAL has no texts" },
        { "INST", "(ios\nsystem\n.", "INST names 'os.system'" },
        { "OBJ", "(ccollections\nOrderedDict\no.", "OBJ is refused" },
        { "NEWOBJ of a storage", "ctorch\nFloatStorage\n)\u0081.", "NEWOBJ calls 'torch.FloatStorage' with arguments that it does not take" },
        { "NEWOBJ_EX", "ccollections\nOrderedDict\n)}\u0092.", "NEWOBJ_EX is refused" },
        { "REDUCE of a text", "S'os.system'\n)R.", "REDUCE has no name and arguments" },
        { "BUILD of a list", "]}b.", "BUILD is refused" },
        { "BUILD of a tensor", "ctorch._utils\n_rebuild_tensor\n)R}b.", "BUILD is refused" },
        { "EXT1", "\u0082\u0001.", "EXT1 is refused" },
        { "EXT2", "\u0083\u0001\u0000.", "EXT2 is refused" },
        { "EXT4", "\u0084\u0001\u0000\u0000\u0000.", "EXT4 is refused" },
        { "PERSID", "P0\n.", "PERSID names a storage by a text" },
        { "BINPERSID", "K\u0001Q.", "a reference is to no storage" },
        { "BINPERSID of fewer than no values", "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuJ\u00ff\u00ff\u00ff\u00fftQ.", "a reference is to no storage" },
        { "NEXT_BUFFER", "\u0097.", "NEXT_BUFFER is refused" },
        { "READONLY_BUFFER", "N\u0098.", "READONLY_BUFFER is refused" },
        { "a newer protocol", "\u0080\u0006N.", "protocol 6 is newer" },
        { "no opcode", "\u00ff.", "there is no opcode 0xFF" },
        { "no STOP", "N", "1 bytes are announced, 0 are left" },
        { "STOP with nothing", ".", "a value is missing" },
        { "a length beyond the end", "B\u00ff\u00ff\u00ff\u00ffa.", "4294967295 bytes are announced, 2 are left" },
        { "a length of 64 bits", "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa.", "18446744073709551615 bytes are announced" },
        { "a frame beyond the end", "\u0095\u00ff\u0000\u0000\u0000\u0000\u0000\u0000\u0000N.", "a frame of 255 bytes reaches beyond its end" },
        { "GET of nothing", "h\u0001.", "nothing was kept as 1" },
        { "PUT below zero", "Np-1\n.", "nothing can be kept as -1" },
        { "TUPLE without a mark", "t.", "a mark is missing" },
        { "POP below a mark", "N(K\u00010\u0085.", "a value is missing" },
        { "APPEND to a dict", "}Na.", "here should be a list" },
        { "SETITEMS of three", "}(NNNu.", "a key has no value" },
        { "a line without an end", "Iabc", "a line has no end" },
        { "a number of letters", "Iabc\n.", "a number cannot be read" },
        { "half a letter", "X\u0001\u0000\u0000\u0000\u00c3.", "a text is no UTF-8" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Opcode_gives(string opcode, string pickle, string value)
    {
        _ = opcode;
        Assert.Equal((value, pickle.Length), (Show(Unpickler.Read(Encoding.Latin1.GetBytes(pickle), 0, "file").Value), Unpickler.Read(Encoding.Latin1.GetBytes(pickle), 0, "file").End));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Opcode_is_refused(string opcode, string pickle, string message)
    {
        _ = opcode;
        var told = Assert.Throws<SenetException>(() => Unpickler.Read(Encoding.Latin1.GetBytes(pickle), 0, "file")).Message;
        Assert.StartsWith("file, byte ", told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_opcode_is_told_of_here()
    {
        var used = Accepted.Concat(Refused).SelectMany(row => Encoding.Latin1.GetBytes((string)row[1])).ToHashSet();

        Assert.All(Enum.GetValues<PickleOpcode>(), opcode => Assert.Contains((byte)opcode, used));
        Assert.Equal(68, Enum.GetValues<PickleOpcode>().Length);
    }

    [Theory]
    [InlineData("]", "a", 1000, true)]
    [InlineData("]", "a", 1001, false)]
    [InlineData("(", "t", 1001, false)]
    [InlineData("K\u0001", "\u0085", 1000, true)]
    [InlineData("K\u0001", "\u0085", 1001, false)]
    public void Nesting_ends_at_a_thousand(string open, string close, int depth, bool accepted)
    {
        var isWrapped = close == "\u0085";
        var pickle = Encoding.Latin1.GetBytes(isWrapped ? open + string.Concat(Enumerable.Repeat(close, depth)) + "." : string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth - 1)) + ".");

        if (accepted)
        {
            Unpickler.Read(pickle, 0, "file");
        }
        else
        {
            Assert.Contains("nested deeper than 1000", Assert.Throws<SenetException>(() => Unpickler.Read(pickle, 0, "file")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bombs_of_references_take_no_memory()
    {
        // Forty lists of ten references to the one before: 10^40 values for whoever would unfold them.
        var bomb = new StringBuilder("]q\u0000");
        for (var i = 0; i < 40; i++)
        {
            bomb.Append("](").Append(string.Concat(Enumerable.Repeat($"h{(char)i}", 10))).Append("eq").Append((char)(i + 1));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Unpickler.Read(Encoding.Latin1.GetBytes(bomb.Append('.').ToString()), 0, "file");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);

        // A list of 100,000 that is made into a dict again and again.
        var pairs = "](" + string.Concat(Enumerable.Repeat("NN\u0086", 100_000)) + "eq\u0000" + string.Concat(Enumerable.Repeat("ccollections\nOrderedDict\nh\u0000\u0085R", 1000)) + ".";
        Assert.Contains("more values than any weights need", Assert.Throws<SenetException>(() => Unpickler.Read(Encoding.Latin1.GetBytes(pairs), 0, "file")).Message, StringComparison.Ordinal);

        var steps = Encoding.Latin1.GetBytes(new string('N', 4_000_001));
        Assert.Contains("more than 4000000 steps", Assert.Throws<SenetException>(() => Unpickler.Read(steps, 0, "file")).Message, StringComparison.Ordinal);
    }

    private static string Show(object? value) => value switch
    {
        null => "None",
        string text => $"'{text}'",
        byte[] bytes => $"b'{Convert.ToHexStringLower(bytes)}'",
        PickleList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        PickleTuple tuple => $"({string.Join(", ", tuple.Items.Select(Show))})",
        PickleDict dict => $"{{{string.Join(", ", dict.Items.Select(item => $"{Show(item.Key)}: {Show(item.Value)}"))}}}",
        PickleStorage storage => $"storage {storage.Key} of {storage.Count}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
