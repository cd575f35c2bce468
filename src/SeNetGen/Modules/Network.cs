using System.Globalization;
using SeNetGen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>A whole network: images in, logits out.</summary>
public abstract class Network : Layer
{
    private Precision _precision = Precision.Float32;
    private long _checkedHeight = -1;
    private long _checkedWidth = -1;

    /// <summary>Makes a network.</summary>
    /// <param name="info">What is known of it.</param>
    protected Network(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Info = info;
    }

    /// <summary>What is known of the network's class.</summary>
    public NetworkInfo Info { get; }

    /// <summary>
    /// The number format of feature maps. Setting <see cref="Precision.Float64"/> converts parameters and buffers too, and leaving it
    /// converts them back; an optimizer must be made after that.
    /// </summary>
    public Precision Precision
    {
        get => _precision;
        set
        {
            if (value == Precision.Float64 != (_precision == Precision.Float64))
            {
                this.to(value == Precision.Float64 ? ScalarType.Float64 : ScalarType.Float32);
            }

            _precision = value;
        }
    }

    /// <summary>The number format of feature maps as LibTorch names it.</summary>
    public ScalarType ComputeType => _precision switch
    {
        Precision.BFloat16 => ScalarType.BFloat16,
        Precision.Float64 => ScalarType.Float64,
        _ => ScalarType.Float32,
    };

    /// <summary>Classifies.</summary>
    /// <param name="input">Images, [N, C, H, W], normalised; any floating-point format and strides.</param>
    /// <returns>Logits, [N, classes], float32 (float64 in a float64 network).</returns>
    /// <exception cref="SenetException">The images' size is one that the network does not accept.</exception>
    public abstract override Tensor forward(Tensor input);

    /// <summary>The feature maps of every stage, and what the head receives.</summary>
    /// <param name="input">Images, [N, C, H, W].</param>
    public abstract FeatureMaps ForwardFeatures(Tensor input);

    /// <summary>Runs the head.</summary>
    /// <param name="features">What <see cref="FeatureMaps.Output"/> holds; it is not disposed.</param>
    /// <returns>Logits, [N, classes].</returns>
    public abstract Tensor ForwardHead(Tensor features);

    /// <summary>
    /// Takes images in: checks their size, casts them to the network's number format and gives them channels-last strides.
    /// </summary>
    /// <param name="input">Images, [N, C, H, W].</param>
    /// <returns>A handle of its own, which may share the input's memory: not to be written into.</returns>
    protected Tensor Enter(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != 4)
        {
            throw new SenetException($"network '{Info.Name}' takes images as [N, C, H, W], not [{string.Join(", ", input.shape)}]");
        }

        CheckSize(input.size(2), input.size(3));
        if (input.dtype == ComputeType)
        {
            return Functional.ToChannelsLast(input);
        }

        using var cast = input.to_type(ComputeType);
        return Functional.ToChannelsLast(cast);
    }

    private void CheckSize(long height, long width)
    {
        if (height == _checkedHeight && width == _checkedWidth)
        {
            return;
        }

        var refusal = Info.Heights.Refuse("height", height) ?? Info.Widths.Refuse("width", width);
        if (refusal is not null)
        {
            throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"network '{Info.Name}' does not accept images of {height} x {width}: {refusal}"));
        }

        (_checkedHeight, _checkedWidth) = (height, width);
    }
}
