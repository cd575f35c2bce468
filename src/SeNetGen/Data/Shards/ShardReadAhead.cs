using System.Numerics;

namespace SeNetGen.Data.Shards;

/// <summary>
/// Reads an epoch's samples before they are asked for, on a thread of its own: shard after shard, each from front to back and once. Undecoded
/// images wait in memory as many as the shuffle buffer holds and some more; what a worker asks for out of turn it is told to read itself.
/// </summary>
internal sealed class ShardReadAhead : IDisposable
{
    // What the workers take while the next bytes are under way.
    private const int LookAhead = 256;

    private readonly ShardSet _shards;
    private readonly int _most;
    private readonly int[] _arrivals;
    private readonly int[] _arrivalOf;
    private readonly int[] _asks;
    private readonly Dictionary<int, byte[]> _held;
    private readonly Stack<byte[]>[] _free = [.. Enumerable.Range(0, 32).Select(_ => new Stack<byte[]>())];
    private readonly object _gate = new();
    private readonly Thread _thread;
    private int _arrived;
    private int _wanted = -1;
    private bool _stopped;

    /// <summary>Begins to read.</summary>
    /// <param name="shards">The samples.</param>
    /// <param name="indices">Those to come, in the order in which they are asked for; one may come several times.</param>
    /// <param name="buffer">How many samples the order shuffles at a time.</param>
    public ShardReadAhead(ShardSet shards, ReadOnlySpan<int> indices, int buffer)
    {
        _shards = shards;
        _most = buffer + LookAhead;
        _held = new Dictionary<int, byte[]>(Math.Min(_most, shards.Count));
        _asks = new int[shards.Count];
        foreach (var index in indices)
        {
            _asks[index]++;
        }

        _arrivals = ArrivalOrder(shards, indices);
        _arrivalOf = new int[shards.Count];
        Array.Fill(_arrivalOf, -1);
        for (var a = 0; a < _arrivals.Length; a++)
        {
            _arrivalOf[_arrivals[a]] = a;
        }

        _thread = new Thread(Read) { IsBackground = true, Name = "shard reader" };
        _thread.Start();
    }

    /// <summary>Most samples that wait in memory.</summary>
    public int MostHeld { get; private set; }

    /// <summary>Copies a sample's bytes once they are there.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="target">Takes the bytes; longer ones take its place.</param>
    /// <returns>False when they are not to come soon, or could not be read: the caller reads them itself.</returns>
    public bool TryTake(int index, ref byte[] target)
    {
        var length = _shards.Find(index).Sample.Length;
        lock (_gate)
        {
            var place = _arrivalOf[index];
            if (place >= _arrived && place - _arrived < _most)
            {
                _wanted = Math.Max(_wanted, place);
                Monitor.PulseAll(_gate);
                while (place >= _arrived && !_stopped)
                {
                    Monitor.Wait(_gate);
                }
            }

            _asks[index]--;
            if (!_held.TryGetValue(index, out var bytes))
            {
                return false;
            }

            ShardDataset.Reserve(ref target, length);
            bytes.AsSpan(0, length).CopyTo(target);
            if (_asks[index] <= 0)
            {
                _held.Remove(index);
                Return(bytes);
                Monitor.PulseAll(_gate);
            }

            return true;
        }
    }

    /// <summary>Ends the reading; whoever waits goes on by itself.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        _held.Clear();
    }

    // Shards as they are first needed, each from front to back.
    private static int[] ArrivalOrder(ShardSet shards, ReadOnlySpan<int> indices)
    {
        var rank = new Dictionary<int, int>();
        foreach (var index in indices)
        {
            rank.TryAdd(shards.ShardOf(index), rank.Count);
        }

        var keys = new long[indices.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)rank[shards.ShardOf(indices[i])] << 32) | (uint)indices[i];
        }

        Array.Sort(keys);
        return [.. keys.Select(key => (int)(uint)key).Distinct()];
    }

    private void Read()
    {
        FileStream? file = null;
        try
        {
            foreach (var index in _arrivals)
            {
                var (shard, sample) = _shards.Find(index);
                if (Claim(index, sample.Length) is not byte[] bytes)
                {
                    if (_stopped)
                    {
                        return;
                    }

                    continue;
                }

                Arrive(index, TryRead(shard, sample, bytes, ref file) ? bytes : null, bytes);
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    // Waits until there is room; null when the sample is not wanted any more.
    private byte[]? Claim(int index, int length)
    {
        lock (_gate)
        {
            while (!_stopped && _held.Count >= _most && _wanted < _arrived)
            {
                Monitor.Wait(_gate);
            }

            if (_stopped || _asks[index] <= 0)
            {
                _arrived++;
                Monitor.PulseAll(_gate);
                return null;
            }

            return Rent(length);
        }
    }

    private void Arrive(int index, byte[]? bytes, byte[] rented)
    {
        lock (_gate)
        {
            _arrived++;
            if (bytes is not null && _asks[index] > 0)
            {
                _held.Add(index, bytes);
                MostHeld = Math.Max(MostHeld, _held.Count);
            }
            else
            {
                Return(rented);
            }

            Monitor.PulseAll(_gate);
        }
    }

    // A failure is for the one who needs the bytes: it reads them itself and tells what is wrong.
    private static bool TryRead(Shard shard, ShardSample sample, byte[] bytes, ref FileStream? file)
    {
        try
        {
            if (file?.Name != shard.Path)
            {
                file?.Dispose();
                file = null;
                file = new FileStream(shard.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            }

            file.Position = sample.Offset;
            return file.ReadAtLeast(bytes.AsSpan(0, sample.Length), sample.Length, throwOnEndOfStream: false) == sample.Length;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private byte[] Rent(int length)
    {
        var size = Math.Max(12, BitOperations.Log2((uint)Math.Max(1, length - 1)) + 1);
        return _free[size].TryPop(out var bytes) ? bytes : new byte[size < 31 ? 1 << size : Array.MaxLength];
    }

    private void Return(byte[] bytes) => _free[bytes.Length == Array.MaxLength ? 31 : BitOperations.Log2((uint)bytes.Length)].Push(bytes);
}
