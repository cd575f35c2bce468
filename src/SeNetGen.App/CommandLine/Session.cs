using SeNetGen.App.Output;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Modules;

namespace SeNetGen.App.CommandLine;

/// <summary>What a command works with: the networks of the program, what it brings along, and where its words go.</summary>
/// <param name="networks">The networks that can be named.</param>
/// <param name="options">The program's own recipe and data.</param>
/// <param name="console">Where results and logs go.</param>
internal sealed class Session(IReadOnlyList<NetworkInfo> networks, SenetAppOptions options, AppConsole console)
{
    /// <summary>The networks that can be named.</summary>
    public IReadOnlyList<NetworkInfo> Networks => networks;

    /// <summary>The program's own recipe and data.</summary>
    public SenetAppOptions Options => options;

    /// <summary>Where results and logs go.</summary>
    public AppConsole Console => console;

    /// <summary>The network of that name.</summary>
    /// <exception cref="SenetException">There is none.</exception>
    public NetworkInfo FindNetwork(string name) =>
        networks.FirstOrDefault(network => network.Name == name)
        ?? networks.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new SenetException(Unknown(name));

    private string Unknown(string name)
    {
        if (networks.Count == 0)
        {
            return $"there is no network '{name}': this program has none; add a *.senet.yaml file to the project";
        }

        var meant = Suggestions.DidYouMean(name, networks.Select(network => network.Name));
        return $"there is no network '{name}'{(meant.Length > 0 ? meant : "; 'list' shows all")}";
    }
}
