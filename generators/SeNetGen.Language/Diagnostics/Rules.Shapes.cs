namespace SeNetGen.Language.Diagnostics;

// Rules on shapes: what the layers demand of each other and of their arguments. The first argument of each message is the
// layer's path. A shape rule is one whose breach LibTorch would answer with an error or with a silent broadcast.
public static partial class Rules
{
    /// <summary>An operation on feature maps is given a flat value.</summary>
    public static readonly Rule ValueIsFlat = new("SEN200", "Flat value where a feature map is needed",
        "'{0}': {1} needs a feature map [N, C, H, W], '{2}' gives {3}; put it before the flatten or linear that makes the value flat", IsShapeRule: true);

    /// <summary>The groups of a convolution do not divide its input's channels.</summary>
    public static readonly Rule GroupsDoNotDivideInput = new("SEN201", "Groups do not divide the input's channels",
        "'{0}': groups {1} do not divide the {2} channels of its input, '{3}' gives {4}; {5}", IsShapeRule: true);

    /// <summary>The groups of a convolution do not divide its own channels.</summary>
    public static readonly Rule GroupsDoNotDivideOutput = new("SEN202", "Groups do not divide the output's channels",
        "'{0}': groups {1} do not divide its {2} output channels; {3}", IsShapeRule: true);

    /// <summary>The two sides of an add have different shapes.</summary>
    public static readonly Rule AddShapesDiffer = new("SEN203", "Add of different shapes",
        "'{0}': add needs equal shapes, {1} gives {2}, {3} gives {4}; {5}", IsShapeRule: true);

    /// <summary>The two sides of a multiply have shapes that do not fit.</summary>
    public static readonly Rule MultiplyShapesDiffer = new("SEN204", "Multiply of different shapes",
        "'{0}': multiply needs equal shapes or a gate [N, C, 1, 1], {1} gives {2}, {3} gives {4}; {5}", IsShapeRule: true);

    /// <summary>A convolution's kernel is larger than its padded input.</summary>
    public static readonly Rule KernelExceedsInput = new("SEN205", "Kernel larger than its input",
        "'{0}': conv {1} needs a padded input of at least {2} by {3}, '{4}' gives {5} and padding {6} makes it {7} by {8}; "
        + "use a smaller kernel, more padding or fewer strides before it", IsShapeRule: true);

    /// <summary>A pool leaves nothing of its input.</summary>
    public static readonly Rule PoolLeavesNothing = new("SEN206", "Pool larger than its input",
        "'{0}': {1} with kernel {2}, stride {3}, padding {4} leaves nothing of its input, '{5}' gives {6}; use a smaller kernel or fewer strides before it", IsShapeRule: true);

    /// <summary>A pool pads more than half its kernel.</summary>
    public static readonly Rule PoolPaddingTooLarge = new("SEN207", "Pool padding beyond half its kernel",
        "'{0}': {1} padding {2} is more than half its kernel {3}; use at most {4}", IsShapeRule: true);

    /// <summary>A linear layer is given a feature map of more than one pixel.</summary>
    public static readonly Rule LinearNeedsVector = new("SEN208", "Linear layer on a feature map",
        "'{0}': linear needs [N, C] or [N, C, 1, 1], '{1}' gives {2}; put global_avg_pool or flatten before it", IsShapeRule: true);

    /// <summary>An even kernel has no middle, so its padding must be given.</summary>
    public static readonly Rule EvenKernelNeedsPadding = new("SEN209", "Even kernel without padding",
        "'{0}': conv with the even kernel {1} has no default padding; give 'padding'");

    /// <summary>An integer argument is too small.</summary>
    public static readonly Rule IntegerTooSmall = new("SEN210", "Argument too small",
        "'{0}': {1} of {2} is {3}; it must be at least {4}");

    /// <summary>An integer argument does not fit 32 bits.</summary>
    public static readonly Rule IntegerTooLarge = new("SEN211", "Argument too large",
        "'{0}': {1} of {2} is {3}; it must be at most 2147483647");

    /// <summary>A runtime parameter stands where the network's structure is decided.</summary>
    public static readonly Rule RuntimeNotAccepted = new("SEN212", "Runtime parameter where a fixed number is needed",
        "'{0}': {1} of {2} is '{3}', a runtime parameter; only the outputs of linear, the rates of dropout, drop_path and drop_block and the input's channels may be set at run time");

    /// <summary>A real argument is out of its range.</summary>
    public static readonly Rule RealOutOfRange = new("SEN213", "Real argument out of range",
        "'{0}': {1} of {2} is {3}; it must be {4}");

    /// <summary>An attention over channels known only at run time.</summary>
    public static readonly Rule ReducedChannelsUnknown = new("SEN214", "Reduced channels unknown",
        "'{0}': {1} cannot derive its reduced channels from the {2} channels of its input, which a runtime parameter decides; give them: '{3}'");

    /// <summary>Layers whose sizes repeat over too long a period to be solved.</summary>
    public static readonly Rule SizesTooIntricate = new("SEN215", "Sizes too intricate",
        "'{0}': sizes are too intricate: {1} would repeat only after more than 16,384 pixels; use smaller or fewer distinct strides");

    /// <summary>A result beyond what a tensor can hold or a count can say.</summary>
    public static readonly Rule ResultTooLarge = new("SEN216", "Result too large",
        "'{0}': {1} of {2} would be more than {3}; use smaller numbers");

    /// <summary>The two linear maps of a squeeze-and-excitation need two keys.</summary>
    public static readonly Rule SqueezeExciteNames = new("SEN217", "Names of squeeze_excite",
        "'{0}': names of squeeze_excite is [{1}]; it must be two different keys{2}, such as [fc1, fc2]");

    /// <summary>Ceil mode together with padding that already covers every pixel.</summary>
    public static readonly Rule CeilWithSamePadding = new("SEN218", "Ceil mode with padding same",
        "'{0}': {1} with 'padding: same' covers every pixel already; leave 'ceil' out");

    /// <summary>The values of a concat have different sizes.</summary>
    public static readonly Rule ConcatSizesDiffer = new("SEN240", "Concat of different sizes",
        "'{0}': concat needs equal heights and widths, '{1}' gives {2}, '{3}' gives {4}; {5}", IsShapeRule: true);

    /// <summary>A list where one number or two are wanted.</summary>
    public static readonly Rule WrongPair = new("SEN241", "Wrong number of sizes",
        "'{0}': {1} of {2} is a list of {3}; it must be one number for both, or [height, width]");

    /// <summary>The groups of a norm do not divide its input's channels.</summary>
    public static readonly Rule NormGroupsDoNotDivide = new("SEN242", "Groups do not divide a norm's channels",
        "'{0}': groups {1} of group_norm do not divide the {2} channels of its input, '{3}' gives {4}; use groups that divide them", IsShapeRule: true);

    /// <summary>A blur's border is as large as its input.</summary>
    public static readonly Rule BlurExceedsInput = new("SEN243", "Blur larger than its input",
        "'{0}': blur_pool with kernel {1}, stride {2} reflects {3} pixels and needs an input of at least {4} by {4}, '{5}' gives {6}; "
        + "use a smaller kernel or fewer strides before it", IsShapeRule: true);

    /// <summary>A module's declared size that cannot be followed over all input sizes.</summary>
    public static readonly Rule OutputSizeUnclear = new("SEN244", "Output size that cannot be followed",
        "'{0}': the output size '{1}' {2}; make it of 'size', whole numbers and + - * // %, such as '(size + 1) // 2'");

    /// <summary>A module's declared size leaves nothing.</summary>
    public static readonly Rule OutputSizeLeavesNothing = new("SEN245", "Output without pixels",
        "'{0}': the output of {1} would be {2}, '{3}' gives {4}; mend its size, or use fewer strides before it");

    /// <summary>Sizes are declared of vectors.</summary>
    public static readonly Rule OutputSizeOfFlat = new("SEN246", "Output size of vectors",
        "'{0}': the output of {1} is flat, [N, C], and has no size; leave 'size' out");
}
