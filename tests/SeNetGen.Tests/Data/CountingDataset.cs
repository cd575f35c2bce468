using SeNetGen.Data;

namespace SeNetGen.Tests.Data;

/// <summary>Images whose pixels tell which image and which pixel they are, made on the fly.</summary>
internal sealed class CountingDataset(int count, int size = 4, int channels = 1, Action<int>? onRead = null) : IImageDataset
{
    public string Name => "counting";

    public int Count => count;

    public int Classes => 10;

    public IReadOnlyList<string> ClassNames { get; } = [.. Enumerable.Range(0, 10).Select(c => $"class {c}")];

    public int Channels => channels;

    public int Height => size;

    public int Width => size;

    public void Read(int index, Span<byte> pixels)
    {
        onRead?.Invoke(index);
        for (var i = 0; i < pixels.Length; i++)
        {
            // Never 0, so that a black border is told from the image.
            pixels[i] = (byte)(1 + ((index * 7 + i) % 255));
        }
    }

    public int Label(int index) => index % Classes;
}
