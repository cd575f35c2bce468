using System.Runtime.ExceptionServices;
using SeNetGen.Images;

namespace SeNetGen.Data;

/// <summary>The batches of one epoch, in order, prepared ahead by the loader's threads.</summary>
public sealed class EpochBatches : IDisposable
{
    private readonly BatchLoader _loader;
    private readonly Batch[] _buffers;
    private readonly int[] _order;
    private readonly int _epoch;
    private readonly int _end;
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
        _order = loader.Options.Shuffle ? EpochOrder.Shuffled(loader.Dataset.Count, loader.Options.Seed, epoch) : EpochOrder.InSequence(loader.Dataset.Count);
        _threads = new Thread[firstBatch < _end ? loader.Options.Workers : 0];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"batch worker {i}" };
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

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work()
    {
        var dataset = _loader.Dataset;
        var scratch = new byte[dataset.Height * dataset.Width * dataset.Channels];
        try
        {
            while (TakeNext() is int batch)
            {
                Fill(batch, _buffers[batch % _buffers.Length], scratch);
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

    private void Fill(int batch, Batch buffer, byte[] scratch)
    {
        var options = _loader.Options;
        var dataset = _loader.Dataset;
        var start = batch * options.BatchSize;
        buffer.Count = Math.Min(options.BatchSize, dataset.Count - start);
        for (var i = 0; i < buffer.Count; i++)
        {
            var index = _order[start + i];
            if (options.Augmentation.IsNone)
            {
                dataset.Read(index, buffer.Image(i));
            }
            else
            {
                dataset.Read(index, scratch);
                options.Augmentation.Apply(scratch, buffer.Image(i), dataset.Height, dataset.Width, dataset.Channels, new RandomStream(options.Seed, _epoch, start + i));
            }

            buffer.SetLabel(i, dataset.Label(index));
        }
    }
}
