using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace SeNetGen.Torch;

/// <summary>
/// LibTorch's stable C interface (torch/csrc/stable/c/shim.h and torch/csrc/inductor/aoti_torch/c/shim.h): any operator of the dispatcher
/// by its name, those that TorchSharp does not wrap included. Its functions and its version are checked once; where they are missing,
/// <see cref="Current"/> is null, one warning is written on standard error, and callers use TorchSharp's operations.
/// </summary>
/// <remarks>
/// LibTorch prints every failure of a call on standard error: callers check their arguments first. An operator's arguments lie on a stack
/// of 64-bit slots, all of them, in the schema's order; results take their place from the first slot on.
/// </remarks>
internal sealed unsafe class StableAbi
{
    /// <summary>The interface that this code was written against, 2.10.0: a byte each for major, minor and patch, the highest first.</summary>
    internal const ulong Version = 0x020a_0000_0000_0000;

    private static readonly Lazy<StableAbi?> LazyCurrent = new(BindLoaded);

    private readonly delegate* unmanaged<byte*, byte*, ulong*, ulong, int> _call;
    private readonly delegate* unmanaged<nint, nint*, int> _newTensorHandle;
    private readonly delegate* unmanaged<nuint, nint*, int> _newList;
    private readonly delegate* unmanaged<nint, ulong, int> _pushBack;
    private readonly delegate* unmanaged<nint, int*, int> _dataType;
    private readonly delegate* unmanaged<nint, int*, int> _deviceType;
    private readonly delegate* unmanaged<nint, int*, int> _deviceIndex;
    private readonly delegate* unmanaged<nint, int*, int> _layout;
    private readonly delegate* unmanaged<nint, long*, int> _dimensions;
    private readonly delegate* unmanaged<nint, long*, int> _elements;
    private readonly delegate* unmanaged<nint, long**, int> _sizes;
    private readonly delegate* unmanaged<nint, long**, int> _strides;

    private StableAbi(Func<string, nint> export)
    {
        _call = (delegate* unmanaged<byte*, byte*, ulong*, ulong, int>)export("torch_call_dispatcher");
        _newTensorHandle = (delegate* unmanaged<nint, nint*, int>)export("aoti_torch_new_tensor_handle");
        _newList = (delegate* unmanaged<nuint, nint*, int>)export("torch_new_list_reserve_size");
        _pushBack = (delegate* unmanaged<nint, ulong, int>)export("torch_list_push_back");
        _dataType = (delegate* unmanaged<nint, int*, int>)export("aoti_torch_get_dtype");
        _deviceType = (delegate* unmanaged<nint, int*, int>)export("aoti_torch_get_device_type");
        _deviceIndex = (delegate* unmanaged<nint, int*, int>)export("aoti_torch_get_device_index");
        _layout = (delegate* unmanaged<nint, int*, int>)export("aoti_torch_get_layout");
        _dimensions = (delegate* unmanaged<nint, long*, int>)export("aoti_torch_get_dim");
        _elements = (delegate* unmanaged<nint, long*, int>)export("aoti_torch_get_numel");
        _sizes = (delegate* unmanaged<nint, long**, int>)export("aoti_torch_get_sizes");
        _strides = (delegate* unmanaged<nint, long**, int>)export("aoti_torch_get_strides");
    }

    /// <summary>The interface of the loaded LibTorch; null where it cannot be used. Loads LibTorch.</summary>
    /// <exception cref="SenetException">LibTorch does not load.</exception>
    public static StableAbi? Current
    {
        get
        {
            LibTorch.EnsureLoaded();
            return LazyCurrent.Value;
        }
    }

    /// <summary>Binds the functions.</summary>
    /// <param name="export">The address of a function by its name; 0 where there is none.</param>
    /// <param name="reason">Why the result is null.</param>
    internal static StableAbi? TryBind(Func<string, nint> export, out string? reason)
    {
        string? missing = null;
        var abi = new StableAbi(Find);
        var version = Find("aoti_torch_abi_version");
        if (missing is not null)
        {
            reason = $"it lacks {missing}";
            return null;
        }

        var found = ((delegate* unmanaged<ulong>)version)();
        reason = found >= Version ? null : FormattableString.Invariant($"its version is {found >> 56}.{(found >> 48) & 0xff}, older than 2.10");
        return reason is null ? abi : null;

        nint Find(string name)
        {
            var address = export(name);
            missing ??= address == 0 ? name : null;
            return address;
        }
    }

    /// <summary>Calls an operator.</summary>
    /// <param name="name">Its qualified name, ended by a zero as UTF-8 literals are: <c>aten::relu</c>.</param>
    /// <param name="overload">Its overload; empty for the plain one.</param>
    /// <param name="stack">
    /// The arguments; then the results. Tensors and lists among the arguments are given away, those among the results belong to the caller.
    /// </param>
    /// <exception cref="InvalidOperationException">The operator failed; LibTorch has printed why.</exception>
    public void Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, Span<ulong> stack)
    {
        int error;
        byte none = 0;
        fixed (byte* namePointer = name)
        fixed (byte* overloadPointer = overload)
        fixed (ulong* stackPointer = stack)
        {
            error = _call(namePointer, overload.IsEmpty ? &none : overloadPointer, stackPointer, Version);
        }

        if (error != 0)
        {
            throw new InvalidOperationException($"LibTorch's operator {Encoding.UTF8.GetString(name)} failed; standard error says why");
        }
    }

    /// <summary>A tensor as an argument.</summary>
    public ulong Argument(torch.Tensor tensor)
    {
        nint handle;
        Check(_newTensorHandle(tensor.Handle, &handle));
        GC.KeepAlive(tensor);
        return (ulong)handle;
    }

    /// <summary>A number as an argument.</summary>
    public static ulong Argument(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>A truth value as an argument.</summary>
    public static ulong Argument(bool value) => value ? 1UL : 0UL;

    /// <summary>An empty list as an argument, to be filled by <see cref="Add"/>.</summary>
    /// <param name="capacity">How many elements it will hold.</param>
    public ulong NewList(int capacity)
    {
        nint list;
        Check(_newList((nuint)capacity, &list));
        return (ulong)list;
    }

    /// <summary>Adds a tensor to a list.</summary>
    public void Add(ulong list, torch.Tensor tensor) => Check(_pushBack((nint)list, Argument(tensor)));

    /// <summary>A tensor that an operator returned.</summary>
    public static torch.Tensor Result(ulong slot) => torch.Tensor.UnsafeCreateTensor((nint)slot);

    /// <summary>Whether two tensors have the same element type, layout and device.</summary>
    public bool AreAlike(torch.Tensor left, torch.Tensor right)
    {
        var (first, second) = (left.Handle, right.Handle);
        var areAlike = Read(_dataType, first) == Read(_dataType, second)
            && Read(_deviceType, first) == Read(_deviceType, second)
            && Read(_deviceIndex, first) == Read(_deviceIndex, second)
            && Read(_layout, first) == Read(_layout, second);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return areAlike;
    }

    /// <summary>Whether two tensors have the same sizes.</summary>
    public bool HaveEqualSizes(torch.Tensor left, torch.Tensor right)
    {
        var areEqual = Axes(left.Handle).Sizes.SequenceEqual(Axes(right.Handle).Sizes);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return areEqual;
    }

    /// <summary>Whether two tensors have the same sizes, and their elements lie in memory in the same order and distances.</summary>
    public bool LieAlike(torch.Tensor left, torch.Tensor right)
    {
        var (sizes, strides) = Axes(left.Handle);
        var other = Axes(right.Handle);
        var areAlike = sizes.SequenceEqual(other.Sizes);
        for (var axis = 0; areAlike && axis < sizes.Length; axis++)
        {
            // No step is ever taken along an axis of one element; 1x1 kernels and their gradients differ there.
            areAlike = sizes[axis] == 1 || strides[axis] == other.Strides[axis];
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return areAlike;
    }

    /// <summary>Whether a tensor's elements fill one stretch of memory, in any order of the axes.</summary>
    public bool IsDense(torch.Tensor tensor)
    {
        long elements;
        Check(_elements(tensor.Handle, &elements));
        var (sizes, strides) = Axes(tensor.Handle);

        // From the fastest axis to the slowest, each stride is the number of elements that the faster ones span.
        long expected = 1;
        while (expected < elements)
        {
            var next = -1;
            for (var axis = 0; axis < sizes.Length; axis++)
            {
                if (sizes[axis] > 1 && strides[axis] == expected)
                {
                    next = axis;
                }
            }

            if (next < 0)
            {
                return false;
            }

            expected *= sizes[next];
        }

        GC.KeepAlive(tensor);
        return true;
    }

    private static StableAbi? BindLoaded()
    {
        var abi = TryBind(name => NativeLibrary.TryGetExport(LibTorch.CpuHandle, name, out var address) ? address : 0, out var reason);
        if (abi is null)
        {
            Console.Error.WriteLine($"warning: LibTorch's stable C interface cannot be used ({reason}): slower operations take its place");
        }

        return abi;
    }

    private static int Read(delegate* unmanaged<nint, int*, int> getter, nint tensor)
    {
        int value;
        Check(getter(tensor, &value));
        return value;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException("LibTorch's stable C interface failed; standard error says why");
        }
    }

    private AxesView Axes(nint tensor)
    {
        long count;
        long* sizes;
        long* strides;
        Check(_dimensions(tensor, &count));
        Check(_sizes(tensor, &sizes));
        Check(_strides(tensor, &strides));
        return new AxesView(new ReadOnlySpan<long>(sizes, (int)count), new ReadOnlySpan<long>(strides, (int)count));
    }

    /// <summary>Sizes and strides where LibTorch keeps them; valid while the tensor lives unchanged.</summary>
    private readonly ref struct AxesView(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides)
    {
        public ReadOnlySpan<long> Sizes { get; } = sizes;

        public ReadOnlySpan<long> Strides { get; } = strides;

        public void Deconstruct(out ReadOnlySpan<long> sizes, out ReadOnlySpan<long> strides)
        {
            sizes = Sizes;
            strides = Strides;
        }
    }
}
