namespace SeNetGen.Modules;

/// <summary>Finds networks by the names of the command line; the generated <c>Architectures</c> class of a project asks here.</summary>
public static class NetworkCatalog
{
    /// <summary>The network of that name, case ignored.</summary>
    /// <exception cref="SenetException">There is none; the message names the closest, or all when none is close.</exception>
    public static NetworkInfo Find(IReadOnlyList<NetworkInfo> networks, string name)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(name);
        foreach (var network in networks)
        {
            if (string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return network;
            }
        }

        var closest = Suggestion.Closest(name, networks.Select(network => network.Name));
        throw new SenetException(closest is not null
            ? $"unknown network '{name}'; did you mean '{closest}'?"
            : networks.Count == 0
                ? $"unknown network '{name}'; this project has none"
                : $"unknown network '{name}'; there are {string.Join(", ", networks.Select(network => network.Name))}");
    }

    /// <summary>Makes the network of that name with fresh weights.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="name">Its name, case ignored.</param>
    /// <param name="classes">How many classes it tells apart; its own default when null.</param>
    /// <exception cref="SenetException">There is no such network, or its number of classes is fixed.</exception>
    public static Network Create(IReadOnlyList<NetworkInfo> networks, string name, int? classes = null)
    {
        var network = Find(networks, name);
        var arguments = network.DefaultArguments;
        return network.Create(classes is null ? arguments : arguments.With("classes", classes.Value));
    }
}
