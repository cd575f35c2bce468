using SeNetGen.Images.Resampling;

namespace SeNetGen.Images.Transforms;

/// <summary>The resize of the transforms: by either method, of a part of an image, or to a part of the result.</summary>
internal sealed class SizeChanger
{
    private readonly Resampler _pillow = new();
    private readonly OpenCvResampler _openCv = new();

    /// <summary>Resizes a part of an image as if it had been cut out first.</summary>
    public void Resize(RgbImage source, CropRectangle part, RgbImage target, int width, int height, ResampleFilter filter, ResizeMethod method)
    {
        if (method == ResizeMethod.Pillow)
        {
            _pillow.Resize(source, part, target, width, height, filter);
        }
        else
        {
            _openCv.Resize(source, part, target, width, height, CropRectangle.Whole(width, height), filter);
        }
    }

    /// <summary>Resizes a whole image and keeps a part of the result.</summary>
    public void ResizeAndCrop(RgbImage source, int width, int height, CropRectangle wanted, RgbImage target, ResampleFilter filter, ResizeMethod method)
    {
        if (method == ResizeMethod.Pillow)
        {
            _pillow.ResizeAndCrop(source, width, height, wanted, target, filter);
        }
        else
        {
            _openCv.Resize(source, CropRectangle.Whole(source.Width, source.Height), target, width, height, wanted, filter);
        }
    }
}
