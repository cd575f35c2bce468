"""trivial.txt: every result that torchvision's TrivialAugmentWide can give of one image, sorted: image, then one result a line."""
import numpy
from torchvision.transforms import InterpolationMode
from torchvision.transforms.autoaugment import TrivialAugmentWide, _apply_op

from pixels import hashed, image, write

source = image("noise", 5, 20, 14)
results = set()


def rounded(magnitudes):
    """The same magnitudes, each the nearest float32: torch.linspace is off by a last place here and there, depending on the processor."""
    if magnitudes.ndim == 0:
        return [0.0]
    if not magnitudes.is_floating_point():
        return magnitudes.tolist()
    first, last = (round(float(magnitudes[i]), 6) for i in (0, -1))
    return [float(numpy.float32(first + (last - first) * i / 30)) for i in range(31)]


for name, (magnitudes, signed) in TrivialAugmentWide()._augmentation_space(31).items():
    for magnitude in rounded(magnitudes):
        for sign in ((1, -1) if signed else (1,)):
            results.add(hashed(_apply_op(source, name, sign * magnitude, interpolation=InterpolationMode.NEAREST, fill=None)))
write("trivial.txt", ["noise 5 20 14"] + sorted(results))
