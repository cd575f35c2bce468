using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// The arguments <c>reduced</c>, <c>reduction</c> and <c>divisor</c> of an attention: its channels in the middle, given, or derived as timm's
/// make_divisible(channels / reduction, divisor) in integers.
/// </summary>
internal sealed class ReducedChannels
{
    private readonly CallPlanner _call;
    private readonly OperationSignature _signature;
    private readonly long? _given;
    private readonly long? _reduction;
    private readonly long? _divisor;

    /// <summary>The argument <c>reduced</c>.</summary>
    /// <param name="formula">What it is by default.</param>
    public static ArgumentSignature Reduced(string formula = "make_divisible(channels / reduction, divisor)") =>
        new("reduced", Kind.Integer, $"Channels in the middle, at least 1; by default {formula}.");

    /// <summary>The argument <c>reduction</c>.</summary>
    /// <param name="standard">Its default.</param>
    /// <param name="divided">What is divided by it.</param>
    /// <param name="reason">A sentence on the default; may be empty.</param>
    public static ArgumentSignature Reduction(string standard, string divided = "the channels", string reason = "") =>
        new("reduction", Kind.Integer, $"What {divided} are divided by, at least 1; without effect where 'reduced' is given. {reason}".TrimEnd(), standard);

    /// <summary>The argument <c>divisor</c>.</summary>
    /// <param name="standard">Its default.</param>
    public static ArgumentSignature Divisor(string standard) =>
        new("divisor", Kind.Integer, "What the reduced channels are rounded to a multiple of, at least 1; without effect where 'reduced' is given.", standard);

    /// <summary>Reads the arguments; faults are reported.</summary>
    public ReducedChannels(CallPlanner call, OperationSignature signature)
    {
        _call = call;
        _signature = signature;
        _given = call.Arguments.Integer("reduced", 1);
        _reduction = call.Arguments.Integer("reduction", 1);
        _divisor = call.Arguments.Integer("divisor", 1);
    }

    /// <summary>The channels in the middle; null after a fault.</summary>
    /// <param name="context">The call.</param>
    /// <param name="channels">What is divided.</param>
    /// <param name="minimum">The least result where it is derived; the divisor when 0.</param>
    /// <param name="percent">A derived result below that share of the quotient takes one divisor more.</param>
    public Dimension? Of(OperationContext context, Dimension channels, long minimum = 0, long percent = 0)
    {
        if (_call.Arguments.Has("reduced") || _reduction is not { } reduction || _divisor is not { } divisor)
        {
            return _given is { } given ? Dimension.Of(given) : null;
        }

        if (channels.Constant is not { } constant)
        {
            _call.Arguments.Report(Rules.ReducedChannelsUnknown, context.At, context.Path, _signature.Name, channels.ToString(),
                _signature.Main?.Name == "reduced" ? _signature.Name + ": 16" : "reduced: 16");
            return null;
        }

        var derived = MakeDivisible(constant, reduction, divisor, minimum == 0 ? divisor : minimum, percent);
        if (derived > int.MaxValue)
        {
            _call.Arguments.Report(Rules.IntegerTooLarge, _call.Arguments.At("divisor"), context.Path, "reduced", _signature.Name, derived);
            return null;
        }

        return Dimension.Of(derived);
    }

    // The multiple of the divisor nearest to channels / reduction, halves up; decimals hold these products exactly.
    private static long MakeDivisible(long channels, long reduction, long divisor, long minimum, long percent)
    {
        var nearest = (long)(((2m * channels) + ((decimal)divisor * reduction)) / (2m * reduction)) / divisor * divisor;
        var result = Math.Max(minimum, nearest);
        return 100m * result * reduction < (decimal)percent * channels ? result + divisor : result;
    }
}
