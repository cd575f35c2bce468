using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// A user's own C# module by type name. The language sees no C#: it believes the declared shape and number of parameters, the compiler checks
/// type and constructor arguments, and the runtime holds the module to what is declared.
/// </summary>
internal sealed class ModuleOperation : Operation
{
    /// <summary>The runtime's class that runs the module.</summary>
    public const string RuntimeClass = "UserModule";

    /// <summary>The emitted argument that is the type.</summary>
    public const string TypeArgument = "type";

    /// <summary>The emitted argument that is the file.</summary>
    public const string FileArgument = "file";

    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "module",
        "A C# class of the project that is a Module<Tensor, Tensor>; its multiply-adds are not counted.",
        new(TypeArgument, Kind.TypeName, "The class with its namespace: My.Attention.", IsRequired: true),
        new(
        [
            new("output", Kind.OutputShape, "The shape that it gives: same, or { channels: ..., size: ..., flat: true }, each optional.", IsRequired: true, Words: new(["same"])),
            new("arguments", Kind.Names, "The arguments of its constructor, by name: { channels: channels }."),
            new("parameters", Kind.Integer, "How many trainable parameters it has; not counted without.", AcceptsRuntime: true),
        ]));

    /// <summary>The type that a call names.</summary>
    public static string TypeOf(OperationCall call) => ((WordCode)call.Arguments[0].Value).Text;

    /// <summary>The file that a call stands in.</summary>
    public static string FileOf(OperationCall call) => ((WordCode)call.Arguments[1].Value).Text;

    /// <summary>Whether a call is of a module that does not say how many parameters it has.</summary>
    public static bool HidesParameters(OperationCall call) => call.Code == RuntimeClass && call.Tensors.Count == 0;

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var type = call.Arguments.Word(TypeArgument);
        var parameters = call.Arguments.Dimension("parameters", 0);
        if (type is null || call.Arguments.IsFaulty || Output(call, context, type) is not { } output)
        {
            return null;
        }

        // A function of the input's size is given as its values over a period and its growth over one.
        var size = context.Arguments["output"].Shape?.Size;
        var arguments = new List<CodeArgument>
        {
            new(TypeArgument, new WordCode(type), IsPositional: true),
            new(FileArgument, new WordCode(context.At.File), IsPositional: true),
            CallPlanner.Positional("outputChannels", output.Channels),
            new("sizes", new IntegersCode(new(size?.Table ?? [0])), new IntegersCode(new([0]))),
            CallPlanner.Named("growth", size?.Slope ?? 1, 1),
            CallPlanner.Named("flat", output.IsFlat, false),
        };
        if (parameters is not null)
        {
            arguments.Add(new("parameters", new IntegerCode(parameters)));
        }

        arguments.AddRange(context.Arguments.TryGetValue("arguments", out var given) ? given.Named ?? default : default);
        var tensors = parameters is null ? EquatableArray<StateTensor>.Empty : new([new StateTensor("", new([parameters]), IsParameter: true)]);

        // What it keeps, and whether it gives back its input or a part of it, nobody knows.
        return call.Result(
            new(Signature.Name, RuntimeClass, true, new(arguments), SavesInputs: true, SavesOutput: true, CanRunInPlace: false, IsAlias: true, tensors), output);
    }

    private static PlanValue? Output(CallPlanner call, OperationContext context, string type)
    {
        var declared = context.Arguments["output"].Shape;
        var channels = declared?.Channels ?? context.Input.Channels;
        var at = call.Arguments.At("output");
        if ((channels.TryEvaluate(context.RuntimeDefault) ?? 0) < 1)
        {
            call.Arguments.Report(Rules.IntegerTooSmall, at, context.Path, "the output's channels", type, channels.ToString(), 1);
            return null;
        }

        if (channels.TryEvaluate(context.RuntimeDefault) > int.MaxValue)
        {
            call.Arguments.Report(Rules.IntegerTooLarge, at, context.Path, "the output's channels", type, channels.ToString());
            return null;
        }

        if (declared?.IsFlat ?? context.Input.IsFlat)
        {
            if (declared?.SizeAt is { } size)
            {
                call.Arguments.Report(Rules.OutputSizeOfFlat, size, context.Path, type);
                return null;
            }

            return call.Flat(channels);
        }

        if (!call.RequireFeatureMap() || call.Resized(channels, declared?.Size ?? SizeFunction.Identity) is not { } output)
        {
            return null;
        }

        if (context.HeightOf(output) < 1 || context.WidthOf(output) < 1)
        {
            call.Arguments.Report(Rules.OutputSizeLeavesNothing, declared?.SizeAt ?? at, context.Path, type, ShapeText.Of(context, output), context.Input.Name,
                ShapeText.Of(context, context.Input));
            return null;
        }

        if (declared?.Size is not null)
        {
            call.Demand(output.Height, output.Width, 1);
        }

        return output;
    }
}
