namespace SeNetGen.Language.Diagnostics;

// Rules on attentions, among those on shapes: SEN230 to SEN249.
public static partial class Rules
{
    /// <summary>A kernel that must have a middle has none.</summary>
    public static readonly Rule KernelMustBeOdd = new("SEN230", "Even kernel in an attention",
        "'{0}': {1} of {2} is {3}; it must be odd, so that it has a middle");

    /// <summary>ECA over channels known only at run time.</summary>
    public static readonly Rule EcaKernelUnknown = new("SEN231", "Kernel of eca unknown",
        "'{0}': eca cannot derive its kernel from the {1} channels of its input, which a runtime parameter decides; give 'kernel'");

    /// <summary>A circular kernel that looks further than there are channels.</summary>
    public static readonly Rule CircularKernelTooLarge = new("SEN232", "Circular kernel larger than its input",
        "'{0}': eca with kernel {1} and circular padding would pass the {2} channels of its input more than once, '{3}' gives {4}; use a kernel of at most {5}",
        IsShapeRule: true);

    /// <summary>The paths of a selective kernel do not share the input's channels evenly.</summary>
    public static readonly Rule PathsDoNotDivideInput = new("SEN233", "Paths do not divide the input's channels",
        "'{0}': the {1} paths of selective_kernel do not divide the {2} channels of its input, '{3}' gives {4}; give it a multiple of {1} channels, or 'split_input: false'",
        IsShapeRule: true);

    /// <summary>The kernels of a selective kernel's paths.</summary>
    public static readonly Rule KernelsOfPaths = new("SEN234", "Kernels of selective_kernel",
        "'{0}': kernels of selective_kernel is [{1}]; it must be two or more odd numbers of at least 3, such as [3, 5]");

    /// <summary>The extent of a gather-excite.</summary>
    public static readonly Rule ExtentNotPowerOfTwo = new("SEN235", "Extent of gather_excite",
        "'{0}': extent of gather_excite is {1}; it must be 0 for the whole map, or a power of 2, such as 4");

    /// <summary>A gather-excite by convolutions that cannot gather so.</summary>
    public static readonly Rule DepthwiseGather = new("SEN236", "Depthwise gather_excite",
        "'{0}': gather_excite with 'depthwise' needs {1}");

    /// <summary>The groups of a split attention do not divide its middle.</summary>
    public static readonly Rule GroupsDoNotDivideReduced = new("SEN237", "Groups do not divide the reduced channels",
        "'{0}': groups {1} do not divide the {2} reduced channels of split_attention; give 'reduced' or 'divisor' a multiple of {1}", IsShapeRule: true);
}
