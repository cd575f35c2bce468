namespace SeNetGen.Modules;

/// <summary>Walks a network without making it.</summary>
/// <param name="describer">Takes a row a layer.</param>
/// <param name="input">The shape of an input image.</param>
/// <param name="arguments">The constructor's arguments.</param>
/// <returns>The shape of the output.</returns>
public delegate Shape NetworkDescription(NetworkDescriber describer, Shape input, NetworkArguments arguments);

/// <summary>What is known of a network before it is made; generated networks have it in <c>Definition</c>, registries list it.</summary>
public sealed class NetworkInfo
{
    /// <summary>Its name on the command line: <c>seresnet18</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its C# class: <c>SeResNet18</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>The family it belongs to.</summary>
    public required string Family { get; init; }

    /// <summary>One line about it; null when the file has none.</summary>
    public string? Summary { get; init; }

    /// <summary>The architecture file it was generated from, relative to its project.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Trainable parameters, at the default arguments.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Multiply-adds of convolutions and linear layers for one image of the declared size, at the default arguments.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>The declared input.</summary>
    public required Shape Input { get; init; }

    /// <summary>The heights it accepts.</summary>
    public required InputSizes Heights { get; init; }

    /// <summary>The widths it accepts.</summary>
    public required InputSizes Widths { get; init; }

    /// <summary>Its constructor's arguments, in order.</summary>
    public IReadOnlyList<NetworkArgument> Arguments { get; init; } = [];

    /// <summary>The feature maps of <see cref="Network.ForwardFeatures"/>, in order.</summary>
    public IReadOnlyList<NetworkStage> Stages { get; init; } = [];

    /// <summary>The argument that sets the channels of the input; null when they are fixed.</summary>
    public string? ChannelsArgument { get; init; }

    /// <summary>Makes the network.</summary>
    public required Func<NetworkArguments, Network> Create { get; init; }

    /// <summary>Walks the network without making it, and without loading LibTorch.</summary>
    public required NetworkDescription Describe { get; init; }

    /// <summary>The arguments' defaults.</summary>
    public NetworkArguments DefaultArguments => new(this);

    /// <summary>The declared input with the channels that the arguments ask for.</summary>
    public Shape InputFor(NetworkArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return ChannelsArgument is null ? Input : Input with { Channels = arguments.Integer(ChannelsArgument) };
    }

    /// <summary>Its rows at the declared size: what <c>summary</c> and <c>keys</c> print.</summary>
    /// <param name="arguments">The constructor's arguments; the defaults when null.</param>
    public NetworkDescriber Walk(NetworkArguments? arguments = null)
    {
        arguments ??= DefaultArguments;
        return Walk(InputFor(arguments), arguments);
    }

    /// <summary>Its rows at another input.</summary>
    public NetworkDescriber Walk(Shape input, NetworkArguments arguments)
    {
        var describer = new NetworkDescriber();
        Describe(describer, input, arguments);
        return describer;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A feature map of a network.</summary>
/// <param name="Name">The layer's path: <c>layer1</c>.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Stride">How many input pixels one of its pixels stands for.</param>
public sealed record NetworkStage(string Name, int Channels, int Stride);
