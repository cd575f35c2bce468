using System.Text;
using System.Text.RegularExpressions;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.App.Architectures;

/// <summary>The architecture files that a user names, and those that they extend, as the compiler wants them.</summary>
internal sealed partial class ArchitectureFiles
{
    /// <summary>More than the language allows a file, so that the compiler says so; a file of gigabytes is not read whole.</summary>
    private const int LongestText = 2 << 20;

    private const string Extension = ".senet.yaml";

    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly List<(string File, string Text)> _sources = [];
    private readonly HashSet<string> _requested = new(StringComparer.Ordinal);

    private ArchitectureFiles()
    {
    }

    /// <summary>Every file and its text; names are relative to one folder, with <c>/</c>.</summary>
    public IReadOnlyList<(string File, string Text)> Sources => _sources;

    /// <summary>How many files the user named, folders counted by their files.</summary>
    public int RequestedCount => _requested.Count;

    /// <summary>Whether the user named the file, or its folder.</summary>
    public bool IsRequested(string file) => _requested.Contains(file);

    /// <summary>The file that a file says it extends, by the name it would have here; none or one, which need not exist.</summary>
    public IEnumerable<string> BasesOf(string file) =>
        _sources.Where(source => source.File == file).SelectMany(source => Extends().Matches(source.Text))
            .Select(match => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(file)!, match.Groups["file"].Value))).Replace('\\', '/'));

    /// <summary>A file's path as the user would write it.</summary>
    public string Shown(string file) => _shown.GetValueOrDefault(file, file);

    /// <summary>Reads the files, those of the folders (<c>bin</c>, <c>obj</c> and hidden ones left out), and what they extend.</summary>
    /// <exception cref="SenetException">A path that does not exist, or a folder without architecture files.</exception>
    public static ArchitectureFiles Read(IReadOnlyList<string> paths)
    {
        // Full path -> path to show; sorted so that the order of arguments and of the file system does not matter.
        var requested = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                requested[Path.GetFullPath(path)] = path.Replace('\\', '/');
            }
            else if (Directory.Exists(path))
            {
                AddFolder(requested, path);
            }
            else
            {
                throw new SenetException($"'{path}' does not exist{Meant(path)}");
            }
        }

        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(requested.Keys);
        while (waiting.TryDequeue(out var file))
        {
            if (texts.ContainsKey(file))
            {
                continue;
            }

            var text = ReadText(file);
            texts.Add(file, text);
            foreach (Match match in Extends().Matches(text))
            {
                AddBase(file, match.Groups["file"].Value, waiting);
            }
        }

        return Collect(requested, texts);
    }

    /// <summary>The namespace that a build would give the networks of a file: the name of the project around it.</summary>
    public static string NamespaceOf(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() is { } project)
            {
                return NotInNames().Replace(Path.GetFileNameWithoutExtension(project), "_");
            }
        }

        return "Networks";
    }

    private static ArchitectureFiles Collect(SortedDictionary<string, string> requested, SortedDictionary<string, string> texts)
    {
        var result = new ArchitectureFiles();
        var root = CommonFolder(texts.Keys);
        foreach (var (path, text) in texts)
        {
            var name = Path.GetRelativePath(root, path).Replace('\\', '/');
            result._sources.Add((name, text));
            if (requested.TryGetValue(path, out var shown))
            {
                result._requested.Add(name);
                result._shown[name] = shown;
            }
            else
            {
                result._shown[name] = Path.GetRelativePath(Directory.GetCurrentDirectory(), path).Replace('\\', '/');
            }
        }

        return result;
    }

    private static void AddFolder(SortedDictionary<string, string> requested, string folder)
    {
        var found = Walk(folder).ToList();
        if (found.Count == 0)
        {
            throw new SenetException($"'{folder}' holds no *{Extension} file");
        }

        foreach (var file in found)
        {
            requested[Path.GetFullPath(file)] = file.Replace('\\', '/');
        }
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            yield return file;
        }

        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(inner);
            if (name is "bin" or "obj" || name.StartsWith('.') || new DirectoryInfo(inner).LinkTarget is not null)
            {
                continue;
            }

            foreach (var file in Walk(inner))
            {
                yield return file;
            }
        }
    }

    private static void AddBase(string file, string extended, Queue<string> waiting)
    {
        var folder = Path.GetDirectoryName(file)!;
        var path = Path.GetFullPath(Path.Combine(folder, extended));
        if (File.Exists(path))
        {
            waiting.Enqueue(path);
            return;
        }

        // The name is wrong: its neighbours are what may have been meant.
        foreach (var neighbour in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            waiting.Enqueue(Path.GetFullPath(neighbour));
        }
    }

    /// <summary>The text as UTF-8, whatever a byte order mark says: bytes that are none become U+FFFD, whose place the compiler tells.</summary>
    private static string ReadText(string path)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), detectEncodingFromByteOrderMarks: false);
        var buffer = new char[(int)Math.Min(LongestText, new FileInfo(path).Length + 1)];
        return new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length));
    }

    private static string CommonFolder(IEnumerable<string> files)
    {
        var current = Directory.GetCurrentDirectory();
        var all = files.ToList();
        if (all.All(file => IsInside(file, current)))
        {
            return current;
        }

        var root = Path.GetDirectoryName(all[0])!;
        while (!all.All(file => IsInside(file, root)) && Path.GetDirectoryName(root) is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private static bool IsInside(string file, string folder) =>
        file.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Meant(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is not null && Directory.Exists(folder)
            ? Suggestions.DidYouMean(Path.GetFileName(path), Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileName(file)))
            : "";
    }

    /// <summary>Finds which files are needed; what the key really says is for the compiler to judge.</summary>
    [GeneratedRegex(@"^extends:[ \t]*[""']?(?<file>[^#""'\s]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Extends();

    [GeneratedRegex(@"[^A-Za-z0-9_.]", RegexOptions.CultureInvariant)]
    private static partial Regex NotInNames();
}
