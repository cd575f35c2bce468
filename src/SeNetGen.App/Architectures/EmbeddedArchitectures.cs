using System.Reflection;
using SeNetGen.Modules;

namespace SeNetGen.App.Architectures;

/// <summary>The architecture files that lie in the assembly of a network, as its build has put them there.</summary>
internal static class EmbeddedArchitectures
{
    private const string Extension = ".senet.yaml";

    /// <summary>Every architecture file of the network's assembly.</summary>
    /// <exception cref="SenetException">The network's own file is not among them.</exception>
    public static IReadOnlyList<(string File, string Text)> Read(NetworkInfo network)
    {
        var assembly = AssemblyOf(network);
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (!names.Contains(network.SourceFile))
        {
            throw new SenetException($"the architecture file '{network.SourceFile}' of '{network.Name}' is not embedded in {assembly.GetName().Name}: give the file itself");
        }

        return [.. names.Select(name => (name, ReadText(assembly, name)))];
    }

    /// <summary>The namespace that the network was built in.</summary>
    public static string NamespaceOf(NetworkInfo network) => network.Create.Method.DeclaringType?.Namespace ?? "Networks";

    /// <summary>A network's factory is a lambda inside its own class, so it knows the assembly.</summary>
    private static Assembly AssemblyOf(NetworkInfo network) => network.Create.Method.Module.Assembly;

    private static string ReadText(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
