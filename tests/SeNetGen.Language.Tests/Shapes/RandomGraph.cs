using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Tests.Shapes;

/// <summary>
/// A random graph of layers over one axis: convolutions, pools, upsampling, constants and adds of earlier values, both as size
/// functions with constraints and as a program that runs on one size as LibTorch would.
/// </summary>
internal sealed class RandomGraph
{
    private readonly List<Func<List<long>, bool>> _program = [];
    private readonly List<SizeFunction> _functions = [SizeFunction.Identity];
    private readonly List<SizeConstraint> _constraints = [];

    public RandomGraph(int seed)
    {
        var random = new Random(seed);
        var layers = random.Next(2, 10);
        for (var layer = 0; layer < layers && !IsIntricate; layer++)
        {
            var from = random.Next(_functions.Count);
            switch (random.Next(9))
            {
                case 0 or 1:
                    Convolution(from, random.Next(1, 6), random.Next(1, 4), random.Next(3), random.Next(1, 3));
                    break;
                case 2 or 3:
                    var kernel = random.Next(1, 5);
                    Pool(from, kernel, random.Next(1, 4), random.Next((kernel / 2) + 1), random.Next(2) == 0);
                    break;
                case 4:
                    var factor = random.Next(2, 4);
                    Value(from, SizeFunction.Upsample(factor)!, size => size * factor);
                    break;
                case 5:
                    Value(from, SizeFunction.Constant(7), _ => 7);
                    break;
                default:
                    Add(from, random.Next(_functions.Count));
                    break;
            }
        }
    }

    public IReadOnlyList<SizeConstraint> Constraints => _constraints;

    public bool IsIntricate { get; private set; }

    public bool Runs(long size)
    {
        var values = new List<long> { size };
        return _program.TrueForAll(step => step(values));
    }

    private void Convolution(int from, int kernel, int stride, int padding, int dilation)
    {
        var span = (dilation * (kernel - 1)) + 1;
        Demand(_functions[from], span - (2 * padding), null);
        _program.Add(values => values[from] + (2 * padding) >= span);
        Value(from, SizeFunction.Convolution(kernel, stride, padding, dilation)!, size => ((size + (2 * padding) - span) / stride) + 1);
    }

    private void Pool(int from, int kernel, int stride, int padding, bool ceil)
    {
        long Output(long size)
        {
            var windows = (size + (2 * padding) - kernel) / (double)stride;
            var output = (long)(ceil ? Math.Ceiling(windows) : Math.Floor(windows)) + 1;
            return ceil && (output - 1) * stride >= size + padding ? output - 1 : output;
        }

        Value(from, SizeFunction.Pool(kernel, stride, padding, ceil)!, Output);
        Demand(_functions[^1], 1, null);
        _program.Add(values => values[^1] >= 1);
    }

    private void Add(int left, int right)
    {
        Demand(_functions[left], null, _functions[right]);
        _program.Add(values => values[left] == values[right]);
        Value(left, SizeFunction.Identity, size => size);
    }

    private void Value(int from, SizeFunction function, Func<long, long> run)
    {
        var composed = _functions[from].Then(function);
        IsIntricate |= composed is null;
        _functions.Add(composed ?? SizeFunction.One);
        _program.Add(values =>
        {
            values.Add(run(values[from]));
            return true;
        });
    }

    private void Demand(SizeFunction function, long? least, SizeFunction? equalTo) =>
        _constraints.Add(new(true, function, least, equalTo, "layer", new SourceRef("a.senet.yaml", 1)));
}
