using SeNetGen.Modules;

namespace SeNetGen.App.Output;

/// <summary>Names modules of the user's own, of which the static walk knows only what is declared.</summary>
internal static class UserModules
{
    private const int Shown = 3;

    /// <summary>The first few with their types.</summary>
    public static string Names(IReadOnlyList<UserModuleRow> modules) =>
        string.Join(", ", modules.Take(Shown).Select(module => $"{module.Path} ({module.Type})")) + (modules.Count > Shown ? $" and {modules.Count - Shown} more" : "");
}
