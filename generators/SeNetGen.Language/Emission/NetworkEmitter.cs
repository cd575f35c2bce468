using SeNetGen.Language.Binding;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Emission;

/// <summary>Prints a checked network as the C# that a person would have written for it.</summary>
public static class NetworkEmitter
{
    /// <summary>The whole source file of a network.</summary>
    public static string Emit(NetworkPlan plan, EmissionOptions options)
    {
        var writer = new CodeWriter();
        FileText.Begin(writer, options);
        new NetworkWriter(writer, new EmissionContext(plan)).Write();
        return writer.ToString();
    }

    /// <summary>
    /// The source file of a network whose architecture is at fault: the same class, so that user code keeps binding and only the real
    /// error shows.
    /// </summary>
    /// <param name="className">The C# class.</param>
    /// <param name="name">Its name on the command line, if known.</param>
    /// <param name="runtime">Its constructor parameters, if known.</param>
    /// <param name="options">What the project decides.</param>
    public static string EmitSkeleton(string className, string? name, EquatableArray<RuntimeName>? runtime, EmissionOptions options)
    {
        var writer = new CodeWriter();
        FileText.Begin(writer, options);
        SkeletonWriter.Write(writer, className, name, runtime);
        return writer.ToString();
    }
}
