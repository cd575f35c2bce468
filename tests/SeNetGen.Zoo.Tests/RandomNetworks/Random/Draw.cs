using CsCheck;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Random choices, all of them from one generator: equal seeds give equal architectures.</summary>
internal sealed class Draw(PCG random)
{
    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)random.Next((uint)limit);

    /// <summary>A number, both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Whether something that happens so often happens now.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the choices.</summary>
    public T Pick<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
