using SeNetGen.Data;
using SeNetGen.Modules;
using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Training;

/// <summary>Makes a network fit for a data set.</summary>
internal static class NetworkSetup
{
    private const string ClassesArgument = "classes";

    /// <summary>The network's arguments for a data set: its classes and channels, defaults for the rest.</summary>
    /// <exception cref="SenetException">The network cannot take such images or so many classes.</exception>
    public static NetworkArguments Arguments(NetworkInfo info, Recipe recipe, IImageDataset dataset)
    {
        if (recipe.NumClasses is int wanted && wanted != dataset.Classes)
        {
            throw new SenetException($"num_classes is {wanted}, but dataset '{dataset.Name}' has {dataset.Classes} classes: leave num_classes out, or give another dataset");
        }

        var arguments = info.DefaultArguments;
        if (arguments.Has(ClassesArgument))
        {
            arguments = arguments.With(ClassesArgument, dataset.Classes);
        }

        if (info.ChannelsArgument is not null)
        {
            arguments = arguments.With(info.ChannelsArgument, dataset.Channels);
        }

        Check(info, arguments, dataset);
        return arguments;
    }

    /// <summary>The values of a checkpoint's arguments.</summary>
    /// <exception cref="SenetException">The network has changed since.</exception>
    public static NetworkArguments Arguments(NetworkInfo info, IReadOnlyDictionary<string, double> values)
        => values.Aggregate(info.DefaultArguments, (arguments, value) => arguments.With(value.Key, value.Value));

    /// <summary>Refuses images that the network cannot take, before anything is computed.</summary>
    public static void Check(NetworkInfo info, NetworkArguments arguments, IImageDataset dataset)
    {
        var input = info.InputFor(arguments);
        if (input.Channels != dataset.Channels)
        {
            throw new SenetException($"network '{info.Name}' takes images with {input.Channels} channels, those of dataset '{dataset.Name}' have {dataset.Channels}: choose another network or data set");
        }

        if (!info.Heights.Contains(dataset.Height) || !info.Widths.Contains(dataset.Width))
        {
            throw new SenetException($"network '{info.Name}' cannot take images of {dataset.Height} x {dataset.Width}, as those of dataset '{dataset.Name}' are: legal are {info.Heights.Describe()}");
        }
    }

    /// <summary>Makes the network on a device. The same seed gives the same weights.</summary>
    public static Network Create(NetworkInfo info, NetworkArguments arguments, int seed, Precision precision, Device device)
    {
        using (manual_seed(seed))
        {
            var network = info.Create(arguments);
            network.Precision = precision;
            network.to(device);
            return network;
        }
    }
}
