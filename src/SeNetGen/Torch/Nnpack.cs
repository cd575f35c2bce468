using System.Runtime.InteropServices;

namespace SeNetGen.Torch;

/// <summary>
/// NNPACK, which LibTorch asks first for small float32 convolutions. On processors that it does not know, every such convolution prints
/// "Could not initialize NNPACK" on standard error, and oneDNN computes it after all.
/// </summary>
internal static unsafe class Nnpack
{
    /// <summary>
    /// Lets LibTorch ask oneDNN at once, as Python's <c>torch.backends.nnpack</c> can and TorchSharp cannot. Does nothing where LibTorch's
    /// C++ functions go by other names, as on Windows.
    /// </summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    public static void Disable(nint library)
    {
        // at::globalContext() and at::Context::setUserEnabledNNPACK(bool).
        if (NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out var context)
            && NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out var setEnabled))
        {
            ((delegate* unmanaged<nint, byte, void>)setEnabled)(((delegate* unmanaged<nint>)context)(), 0);
        }
    }
}
