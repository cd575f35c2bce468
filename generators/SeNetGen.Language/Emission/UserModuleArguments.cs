using SeNetGen.Language.Lowering;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Emission;

/// <summary>Tells the arguments of a call of a user's own module apart.</summary>
internal static class UserModuleArguments
{
    /// <summary>Whether an argument is one of what is declared of the module, apart from its type, its file and its constructor's arguments.</summary>
    public static bool IsDeclaration(LoweredArgument argument) =>
        IsDescribed(argument) && argument.Name != ModuleOperation.TypeArgument;

    /// <summary>Whether the static walk takes an argument.</summary>
    public static bool IsDescribed(LoweredArgument argument) => !argument.IsOfModule && argument.Name != ModuleOperation.FileArgument;
}
