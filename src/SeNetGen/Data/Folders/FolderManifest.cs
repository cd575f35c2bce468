using System.Security.Cryptography;
using System.Text;

namespace SeNetGen.Data.Folders;

/// <summary>
/// Keeps listings of large folders between runs. A listing is used again while no directory of it has changed since, as the directories'
/// own times tell; a file whose content alone changes needs no new listing.
/// </summary>
internal sealed class FolderManifest
{
    private const int Magic = 0x464D4E53;
    private const int Version = 1;

    // Listing so few files takes no longer than reading about them.
    private const int SmallestWorthwhile = 5000;

    // A directory that changed so shortly before it was listed may have changed again within its clock's tick.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly string _folder;
    private readonly int _smallest;

    /// <summary>Keeps them in a folder.</summary>
    /// <param name="folder">The folder; made when it is needed.</param>
    /// <param name="smallest">The least number of images that is worth it.</param>
    public FolderManifest(string folder, int smallest = SmallestWorthwhile)
    {
        _folder = folder;
        _smallest = smallest;
    }

    /// <summary>In the user's own cache; null where there is none.</summary>
    public static FolderManifest? OfUser()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named ? named : LocalCache();
        return cache is null ? null : new FolderManifest(Path.Combine(cache, "senetgen", "folders"));
    }

    /// <summary>The listing of a split's folder, kept or fresh.</summary>
    /// <exception cref="SenetException">A folder cannot be read.</exception>
    public FolderListing List(string root)
    {
        var file = FileOf(root);
        if (Read(file) is FolderListing kept && IsCurrent(kept, root))
        {
            return kept;
        }

        var before = DateTime.UtcNow;
        var listing = FolderScan.Run(root);
        if (listing.Count >= _smallest && IsSettled(listing, before))
        {
            Write(file, listing);
        }

        return listing;
    }

    private static string? LocalCache()
    {
        var local = Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile);
        return local.Length == 0 ? null : OperatingSystem.IsWindows() ? local : Path.Combine(local, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
    }

    private static bool IsCurrent(FolderListing listing, string root)
        => listing.RealPath == RealPath.Of(root)
            && RealPath.Changed(listing.RealPath) == listing.Changed
            && Array.TrueForAll(listing.Directories, directory => RealPath.Changed(directory.RealPath) == directory.Changed);

    // An empty file may be filled, and a broken link mended, without a change of its directory.
    private static bool IsSettled(FolderListing listing, DateTime before)
    {
        var latest = (before - Settling).Ticks;
        return listing.Skipped is { Empty: 0, BrokenLinks: 0 } && listing.Changed < latest && Array.TrueForAll(listing.Directories, directory => directory.Changed < latest);
    }

    private string FileOf(string root)
        => Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(root))))[..32] + ".manifest");

    // Whatever is wrong with a manifest, the folder itself still knows better.
    private static FolderListing? Read(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                return null;
            }

            var bytes = File.ReadAllBytes(file);
            var sum = SHA256.HashSizeInBytes;
            if (bytes.Length < sum || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - sum)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - sum)))
            {
                return null;
            }

            using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - sum), Encoding.UTF8);
            return reader.ReadInt32() == Magic && reader.ReadInt32() == Version ? ReadListing(reader) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FolderListing ReadListing(BinaryReader reader)
    {
        var real = reader.ReadString();
        var changed = reader.ReadInt64();
        var skipped = new SkippedFiles(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var classes = ReadNames(reader);
        var directories = new ListedDirectory[reader.ReadInt32()];
        for (var i = 0; i < directories.Length; i++)
        {
            directories[i] = new ListedDirectory(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64(), ReadNames(reader));
        }

        return new FolderListing(real, changed, classes, directories, skipped);
    }

    private static string[] ReadNames(BinaryReader reader)
    {
        var names = new string[reader.ReadInt32()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        return names;
    }

    private void Write(string file, FolderListing listing)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(listing.RealPath);
            writer.Write(listing.Changed);
            var skipped = listing.Skipped;
            foreach (var count in (int[])[skipped.Hidden, skipped.Empty, skipped.Other, skipped.Loose, skipped.BrokenLinks, skipped.Cycles])
            {
                writer.Write(count);
            }

            Write(writer, listing.Classes);
            writer.Write(listing.Directories.Length);
            foreach (var directory in listing.Directories)
            {
                writer.Write(directory.Class);
                writer.Write(directory.Path);
                writer.Write(directory.RealPath);
                writer.Write(directory.Changed);
                Write(writer, directory.Files);
            }
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        try
        {
            // Two runs may write at once; a file that a power cut leaves broken is told by its sum.
            Directory.CreateDirectory(_folder);
            var temporary = FormattableString.Invariant($"{file}.{Environment.ProcessId}");
            File.WriteAllBytes(temporary, stream.ToArray());
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A run needs no manifest, only the next one's start is slower.
        }
    }

    private static void Write(BinaryWriter writer, string[] names)
    {
        writer.Write(names.Length);
        foreach (var name in names)
        {
            writer.Write(name);
        }
    }
}
