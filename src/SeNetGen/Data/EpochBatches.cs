using System.Runtime.ExceptionServices;
using SeNetGen.Images;
using SeNetGen.Images.Decoding;

namespace SeNetGen.Data;

/// <summary>The batches of one epoch, in order, prepared ahead by the loader's threads.</summary>
public sealed class EpochBatches : IDisposable
{
    private readonly BatchLoader _loader;
    private readonly Batch[] _buffers;
    private readonly int[] _order;
    private readonly int _epoch;
    private readonly int _end;
    private readonly IDisposable? _readAhead;
    private readonly Thread[] _threads;
    private readonly object _gate = new();

    // Batch b lies in buffer b % length. A worker takes b once batch b - length has been given back, so the lowest batch under way
    // can always go on, and no order of the threads blocks all of them.
    private readonly int[] _readyBatch;
    private int _nextToFill;
    private int _nextToTake;
    private int _givenBack;
    private bool _stopped;
    private ExceptionDispatchInfo? _error;

    internal EpochBatches(BatchLoader loader, Batch[] buffers, int epoch, int firstBatch)
    {
        _loader = loader;
        _buffers = buffers;
        _epoch = epoch;
        _end = loader.BatchesPerEpoch;
        _nextToFill = _nextToTake = _givenBack = firstBatch;
        _readyBatch = new int[buffers.Length];
        Array.Fill(_readyBatch, -1);
        _order = loader.Options.Shuffle ? RepeatedOrder.Of(loader.Dataset.Shuffled(loader.Options.Seed, epoch), loader.Options.Repeats) : EpochOrder.InSequence(loader.Dataset.Count);
        _readAhead = loader.Dataset.IsSequential && firstBatch < _end ? loader.Dataset.ReadAhead(Reads(firstBatch)) : null;
        _threads = new Thread[firstBatch < _end ? loader.Options.Workers : 0];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"batch worker {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>The next batch, or null at the end. It is valid until the next call.</summary>
    public Batch? Next()
    {
        lock (_gate)
        {
            if (_givenBack < _nextToTake)
            {
                _givenBack = _nextToTake;
                Monitor.PulseAll(_gate);
            }

            if (_nextToTake >= _end)
            {
                return null;
            }

            var slot = _nextToTake % _buffers.Length;
            while (_readyBatch[slot] != _nextToTake)
            {
                _error?.Throw();
                ObjectDisposedException.ThrowIf(_stopped, this);
                Monitor.Wait(_gate);
            }

            _nextToTake++;
            return _buffers[slot];
        }
    }

    /// <summary>Ends the threads; batches that were taken are valid no longer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        // First, as workers may wait for it.
        _readAhead?.Dispose();
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work(int worker)
    {
        try
        {
            var reader = _loader.ReaderOf(worker);
            while (TakeNext() is int batch)
            {
                Fill(batch, _buffers[batch % _buffers.Length], reader);
                lock (_gate)
                {
                    _readyBatch[batch % _buffers.Length] = batch;
                    Monitor.PulseAll(_gate);
                }
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the thread that takes the batches.
        catch (Exception error)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _error ??= ExceptionDispatchInfo.Capture(error);
                _stopped = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private int? TakeNext()
    {
        lock (_gate)
        {
            while (!_stopped && _nextToFill < _end && _nextToFill - _givenBack >= _buffers.Length)
            {
                Monitor.Wait(_gate);
            }

            return _stopped || _nextToFill >= _end ? null : _nextToFill++;
        }
    }

    private void Fill(int batch, Batch buffer, IImageReader reader)
    {
        var options = _loader.Options;
        var start = batch * options.BatchSize;
        var count = Math.Min(options.BatchSize, _loader.ImagesPerEpoch - start);
        var filled = 0;
        for (var i = 0; i < count; i++)
        {
            var position = PlaceOf(start + i);
            var pixels = buffer.Image(filled);
            var index = options.EachOnce ? Read(_order[position], position, reader, pixels) : ReadOrReplace(_order[position], position, reader, pixels);
            if (index >= 0)
            {
                buffer.SetLabel(filled, _loader.Dataset.Label(index));
                filled++;
            }
        }

        buffer.Count = filled;
    }

    private int PlaceOf(int number)
    {
        var options = _loader.Options;
        return _loader.Dataset.IsSequential ? options.Share.PlaceInRun(number, _order.Length, options.EachOnce) : options.Share.Place(number);
    }

    // What the batches from one on ask for, in order.
    private int[] Reads(int firstBatch)
    {
        var first = firstBatch * _loader.Options.BatchSize;
        var end = (int)Math.Min((long)_end * _loader.Options.BatchSize, _loader.ImagesPerEpoch);
        var reads = new int[end - first];
        for (var i = 0; i < reads.Length; i++)
        {
            reads[i] = _order[PlaceOf(first + i)];
        }

        return reads;
    }

    // Which image takes another's place depends on the data set alone, so that no number of workers changes an epoch.
    private int ReadOrReplace(int index, int position, IImageReader reader, Span<byte> pixels)
    {
        var count = _loader.Dataset.Count;
        for (var i = 0; i < count; i++)
        {
            var read = Read((int)(((long)index + i) % count), position, reader, pixels);
            if (read >= 0)
            {
                return read;
            }
        }

        throw new SenetException($"no image of dataset '{_loader.Dataset.Name}' can be read; the first is {_loader.Dataset.PlaceOf(0)}");
    }

    // The index, or -1 when the image cannot be read, even at the second try: a file server may have had a bad moment.
    private int Read(int index, int position, IImageReader reader, Span<byte> pixels)
    {
        var reason = TryRead(index, position, reader, pixels);
        if (reason is null)
        {
            return index;
        }

        reason = TryRead(index, position, reader, pixels);
        if (reason is null)
        {
            return index;
        }

        var place = _loader.Dataset.PlaceOf(index);
        if (_loader.Options.Errors is not DataErrors errors)
        {
            throw new SenetException($"{place}: {reason}");
        }

        errors.Record(index, place, reason);
        return -1;
    }

    private string? TryRead(int index, int position, IImageReader reader, Span<byte> pixels)
    {
        try
        {
            var random = new RandomStream(_loader.Options.Seed, _epoch, position);
            reader.Read(index, ref random, pixels);
            return null;
        }
        catch (CorruptImageException error)
        {
            return error.Message;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SenetException($"{_loader.Dataset.PlaceOf(index)} is gone: the data set was changed under the run; put it back, or start again with what there is");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "it cannot be read: " + error.Message;
        }
        catch (Exception error) when (error is not SenetException)
        {
            throw new InvalidOperationException($"{_loader.Dataset.PlaceOf(index)}: {error.GetType().Name}: {error.Message}", error);
        }
    }
}
