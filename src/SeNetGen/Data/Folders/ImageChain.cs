using SeNetGen.Images;
using SeNetGen.Images.Decoding;
using static TorchSharp.torch;

namespace SeNetGen.Data.Folders;

/// <summary>
/// What a loader's worker and the normalisation after it do to images, on the calling thread and from memory: so that it can be measured without disks and other threads. LibTorch uses as many threads
/// as it is set to.
/// </summary>
public sealed class ImageChain : IDisposable
{
    private const int BatchSize = 32;

    private readonly IReadOnlyList<byte[]> _files;
    private readonly ImageDecoder _decoder;
    private readonly ImagePipeline _pipeline;
    private readonly Normalisation _normalisation;
    private readonly Batch _batch;
    private readonly RgbImage _image = new();

    /// <summary>Makes buffers for batches of 32.</summary>
    /// <param name="files">The bytes of image files.</param>
    /// <param name="preprocessing">What training does to them.</param>
    /// <param name="useTurboJpeg">Decodes JPEGs by the system's libturbojpeg where there is one; else by Skia.</param>
    public ImageChain(IReadOnlyList<byte[]> files, ImagePreprocessing preprocessing, bool useTurboJpeg)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(preprocessing);
        _files = files;
        _normalisation = new Normalisation(preprocessing.Mean, preprocessing.Std, CPU);
        _batch = new Batch(BatchSize, preprocessing.Size, preprocessing.Size, RgbImage.Channels, pinned: false);
        _decoder = new ImageDecoder(useTurboJpeg);
        _pipeline = new ImagePipeline(preprocessing.Training()) { Decoder = new ImageDecoder(useTurboJpeg) };
    }

    /// <summary>Decodes each image whole, and does nothing with it.</summary>
    /// <exception cref="CorruptImageException">One cannot be decoded.</exception>
    public void DecodeAll()
    {
        foreach (var file in _files)
        {
            _decoder.Decode(file, _image);
        }
    }

    /// <summary>Decodes, transforms and normalises all images, as in one epoch.</summary>
    /// <param name="epoch">Decides crops and flips.</param>
    /// <exception cref="CorruptImageException">One cannot be decoded.</exception>
    public void RunAll(int epoch)
    {
        for (var first = 0; first < _files.Count; first += BatchSize)
        {
            _batch.Count = Math.Min(BatchSize, _files.Count - first);
            for (var i = 0; i < _batch.Count; i++)
            {
                var random = new RandomStream(1, epoch, first + i);
                _pipeline.Run(_files[first + i], _image, ref random);
                _image.Span.CopyTo(_batch.Image(i));
            }

            using var images = _normalisation.Images(_batch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _pipeline.Dispose();
        _normalisation.Dispose();
        _batch.Dispose();
    }
}
