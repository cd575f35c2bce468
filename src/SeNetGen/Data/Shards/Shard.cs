namespace SeNetGen.Data.Shards;

/// <summary>One sample of a shard.</summary>
/// <param name="Name">Its image's path in the archive.</param>
/// <param name="Offset">Where the image's bytes begin in the shard.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Label">Its label.</param>
internal readonly record struct ShardSample(string Name, long Offset, int Length, int Label);

/// <summary>A tar file of samples.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its length when it was looked through.</param>
/// <param name="Changed">When it had last been written then, in UTC ticks.</param>
/// <param name="Samples">What it holds, in its order.</param>
internal sealed record Shard(string Path, long Length, long Changed, ShardSample[] Samples)
{
    /// <summary>Whether the file is as it was.</summary>
    public bool IsUnchanged()
    {
        var file = new FileInfo(Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == Changed;
    }
}
