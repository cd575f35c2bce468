using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SeNetGen.Checkpoints;

/// <summary>
/// Files that MindCV, timm and torchvision publish carry the first eight hex digits of their SHA-256 at the end of their names: <c>seresnet18-7880643b.ckpt</c>.
/// </summary>
/// <param name="Stated">The digits of the name.</param>
/// <param name="Actual">The digits of the content.</param>
public sealed partial record PublishedName(string Stated, string Actual)
{
    /// <summary>Whether the content is what the name says.</summary>
    public bool IsRight => Stated == Actual;

    /// <summary>Compares a file's name with its content; null when the name carries no digits.</summary>
    /// <param name="path">A file that can be read.</param>
    public static PublishedName? Check(string path)
    {
        if (Digits().Match(Path.GetFileName(path)) is not { Success: true } match)
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return new(match.Groups[1].Value, Convert.ToHexStringLower(SHA256.HashData(stream))[..8]);
    }

    [GeneratedRegex(@"-([0-9a-f]{8})\.(ckpt|pth|pt|safetensors|bin)$")]
    private static partial Regex Digits();
}
