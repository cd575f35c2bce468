using System.Globalization;

namespace SeNetGen.Images.Augmentation;

/// <summary>
/// Reads a recipe's <c>auto_augment</c>: timm's strings (<c>rand-m9-mstd0.5-inc1</c>, <c>original-mstd0.5</c>, <c>v0</c>, <c>3a</c>, <c>augmix-m5-w4-d2</c>) and MindCV's names for the same
/// (<c>randaug</c>, <c>autoaug</c>, <c>autoaugr</c>, <c>trivialaugwide-m31</c>). Sections follow in any order, each a name and a number.
/// </summary>
public static class AutoAugmentation
{
    private static readonly Dictionary<string, (string[] Sections, Func<Sections, AugmentSettings, IImageTransform> Make)> Policies = new(StringComparer.Ordinal)
    {
        ["rand"] = (["m", "n", "p", "mstd", "mmax", "inc", "w"], MakeRand),
        ["randaug"] = (["m", "n", "p", "mstd", "mmax", "inc", "w"], MakeRand),
        ["original"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.Original, sections, settings)),
        ["originalr"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.WithIncreasingPosterize(AutoAugmentPolicies.Original), sections, settings)),
        ["autoaug"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.Original, sections, settings)),
        ["autoaugr"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.WithIncreasingPosterize(AutoAugmentPolicies.Original), sections, settings)),
        ["v0"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.V0, sections, settings)),
        ["v0r"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.WithIncreasingPosterize(AutoAugmentPolicies.V0), sections, settings)),
        ["3a"] = (["mstd"], (sections, settings) => MakeAuto(AutoAugmentPolicies.ThreeAugment, sections, settings)),
        ["augmix"] = (["m", "w", "d", "a", "mstd"], MakeAugMix),
        ["trivialaugwide"] = (["m"], (sections, settings) => new TrivialAugmentWide(sections.Whole("m", 31, 2), settings.Fill, settings.Interpolation ?? default)),
    };

    /// <summary>Makes the transform that a text asks for.</summary>
    /// <param name="text">A policy's name, then sections with a dash before each.</param>
    /// <param name="settings">What the operations share; magnitudes' deviation, limit and the share of translations come from the text or the policy.</param>
    /// <exception cref="SenetException">No such policy, no such section of it, or not a number that it takes.</exception>
    public static IImageTransform Parse(string text, AugmentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(settings);
        var parts = text.Split('-');
        if (!Policies.TryGetValue(parts[0], out var policy))
        {
            var meant = Suggestion.Closest(parts[0], Policies.Keys);
            throw new SenetException($"auto_augment '{text}': there is no policy '{parts[0]}'{(meant is null ? "" : $", did you mean '{meant}'?")} (policies: {string.Join(", ", Policies.Keys)})");
        }

        return policy.Make(new Sections(text, parts, policy.Sections), settings);
    }

    private static RandAugment MakeRand(Sections sections, AugmentSettings settings)
    {
        if (sections.Has("w") && sections.Whole("w", 0, 0) != 0)
        {
            throw sections.Fault("w", "weights 0 are the only ones");
        }

        if (sections.Has("inc") && sections.Whole("inc", 0, 0) > 1)
        {
            throw sections.Fault("inc", "it is 0 or 1");
        }

        var probability = sections.Real("p", 0.5);
        if (probability > 1)
        {
            throw sections.Fault("p", "a probability is at most 1");
        }

        var full = settings with { MagnitudeStd = sections.Real("mstd", settings.MagnitudeStd), MagnitudeMax = sections.Real("mmax", settings.MagnitudeMax) };
        return new RandAugment(sections.Real("m", 10), sections.Whole("n", 2, 0), probability, sections.Whole("inc", 0, 0) == 1, sections.Has("w"), full);
    }

    private static AutoAugment MakeAuto(AugmentStep[][] policy, Sections sections, AugmentSettings settings)
        => new(policy, settings with { MagnitudeStd = sections.Real("mstd", settings.MagnitudeStd) });

    private static AugMix MakeAugMix(Sections sections, AugmentSettings settings)
    {
        if (sections.Has("a") && sections.Real("a", 1) == 0)
        {
            throw sections.Fault("a", "it is above 0");
        }

        // timm moves images less here.
        var full = settings with { MagnitudeStd = sections.Real("mstd", settings.MagnitudeStd), TranslateShare = 0.3 };
        return new AugMix(sections.Real("m", 3), sections.Whole("w", 3, 1), sections.Whole("d", 0, 0), sections.Real("a", 1), full);
    }

    /// <summary>The sections of one text.</summary>
    private sealed class Sections
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
        private readonly string _text;

        public Sections(string text, string[] parts, string[] known)
        {
            _text = text;
            foreach (var part in parts.Skip(1))
            {
                var digits = part.AsSpan().IndexOfAnyInRange('0', '9');
                var name = digits < 0 ? part : part[..digits];
                if (!known.Contains(name))
                {
                    throw new SenetException($"auto_augment '{text}': '{parts[0]}' has no section '{part}' (sections: {string.Join(", ", known)}, each with a number, as in '{known[0]}2')");
                }

                if (digits < 0 || !_values.TryAdd(name, part[digits..]))
                {
                    throw new SenetException($"auto_augment '{text}': section '{name}' {(digits < 0 ? $"lacks its number, as in '{name}1'" : "stands there twice")}");
                }
            }
        }

        public bool Has(string name) => _values.ContainsKey(name);

        public double Real(string name, double otherwise)
        {
            if (!_values.TryGetValue(name, out var value))
            {
                return otherwise;
            }

            return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Fault(name, "not a number");
        }

        public int Whole(string name, int otherwise, int least)
        {
            if (!_values.TryGetValue(name, out var value))
            {
                return otherwise;
            }

            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 1000 ? number
                : throw Fault(name, $"a whole number from {least} to 1000");
        }

        public SenetException Fault(string name, string expected) => new($"auto_augment '{_text}': section '{name}{_values[name]}': {expected}");
    }
}
