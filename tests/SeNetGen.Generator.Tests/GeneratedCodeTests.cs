using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SeNetGen.Generator.Tests;

/// <summary>Walks the metadata of compiled networks: what they may not rest on.</summary>
public class GeneratedCodeTests
{
    // A record says its type to its equals; nothing is looked up by it.
    private static readonly string[] AllowedOfType = ["GetTypeFromHandle", "op_Equality", "op_Inequality"];

    [Fact]
    public void The_zoo_calls_nothing_of_reflection()
    {
        var members = Members(GeneratorRun.Of(GeneratorRun.Zoo).Assembly());
        Assert.Contains("SeNetGen.Modules.Layer.AddConv", members);
        Assert.DoesNotContain(members, member => IsReflection(member));
    }

    [Theory]
    [InlineData("typeof(User).GetMethods()", "System.Type.GetMethods")]
    [InlineData("new User().GetType()", "System.Object.GetType")]
    [InlineData("System.Activator.CreateInstance(typeof(User))!", "System.Activator.CreateInstance")]
    [InlineData("System.Reflection.Assembly.GetExecutingAssembly()", "System.Reflection.Assembly.GetExecutingAssembly")]
    public void The_walk_sees_reflection(string expression, string member)
    {
        var run = GeneratorRun.Of().EditCSharp($"class User {{ object Look() => {expression}; }}");
        Assert.Contains(member, Members(run.Assembly()).Where(IsReflection));
    }

    private static bool IsReflection(string member)
    {
        var dot = member.LastIndexOf('.');
        var (type, name) = (member[..dot], member[(dot + 1)..]);
        return type.StartsWith("System.Reflection.", StringComparison.Ordinal)
            || type == "System.Activator"
            || (type == "System.Type" && !AllowedOfType.Contains(name))
            || member == "System.Object.GetType";
    }

    // Every member of another assembly that some code calls, as Namespace.Type.Name; attributes are no calls.
    private static HashSet<string> Members(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        var attributes = metadata.CustomAttributes.Select(handle => metadata.GetCustomAttribute(handle).Constructor).ToHashSet();
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.MemberReferences.Where(handle => !attributes.Contains(handle)))
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
            }
        }

        return members;
    }
}
