using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// The base of classes that only name layers in place: they give their layers a prefix in the state dict, and the class around them
/// runs the layers, so that what lies between them is released and overwritten as in one body.
/// </summary>
public abstract class LayerGroup : Layer
{
    /// <summary>Not to be called: the class around the group runs its layers.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override Tensor forward(Tensor input) =>
        throw new NotSupportedException($"the layers of '{Path}' are run by the network around them");
}
