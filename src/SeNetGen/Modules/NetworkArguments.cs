using System.Globalization;

namespace SeNetGen.Modules;

/// <summary>An argument of a network's constructor: a whole or a real number.</summary>
public sealed record NetworkArgument
{
    /// <summary>A whole number.</summary>
    public NetworkArgument(string name, int defaultValue)
    {
        Name = name;
        Default = defaultValue;
        IsInteger = true;
    }

    /// <summary>A real number.</summary>
    public NetworkArgument(string name, double defaultValue)
    {
        Name = name;
        Default = defaultValue;
    }

    /// <summary>Its name, as the architecture file writes it.</summary>
    public string Name { get; }

    /// <summary>Its default.</summary>
    public double Default { get; }

    /// <summary>Whether it takes whole numbers only.</summary>
    public bool IsInteger { get; }
}

/// <summary>Values for a network's constructor: given ones over the defaults.</summary>
public sealed class NetworkArguments
{
    private readonly NetworkInfo _info;
    private readonly double[] _values;

    /// <summary>The defaults.</summary>
    /// <param name="info">The network.</param>
    public NetworkArguments(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        _info = info;
        _values = [.. info.Arguments.Select(argument => argument.Default)];
    }

    private NetworkArguments(NetworkInfo info, double[] values)
    {
        _info = info;
        _values = values;
    }

    /// <summary>The arguments with their values, in the constructor's order.</summary>
    public IEnumerable<(NetworkArgument Argument, double Value)> Values => _info.Arguments.Zip(_values);

    /// <summary>Whether the network has an argument of that name.</summary>
    public bool Has(string name) => Find(name) >= 0;

    /// <summary>These arguments with one changed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="SenetException">The network has no such argument, or the argument takes whole numbers only.</exception>
    public NetworkArguments With(string name, double value)
    {
        var index = Find(name);
        if (index < 0)
        {
            var known = _info.Arguments.Count == 0 ? "it has none" : "it has " + string.Join(", ", _info.Arguments.Select(argument => argument.Name));
            throw new SenetException($"network '{_info.Name}' has no argument '{name}': {known}");
        }

        if (_info.Arguments[index].IsInteger && (value != Math.Floor(value) || Math.Abs(value) > int.MaxValue))
        {
            throw new SenetException(string.Create(CultureInfo.InvariantCulture, $"argument '{name}' of network '{_info.Name}' is a whole number, not {value}"));
        }

        var values = (double[])_values.Clone();
        values[index] = value;
        return new NetworkArguments(_info, values);
    }

    /// <summary>A whole number.</summary>
    public int Integer(string name) => (int)Real(name);

    /// <summary>A real number.</summary>
    public double Real(string name)
    {
        var index = Find(name);
        return index >= 0 ? _values[index] : throw new ArgumentException($"network '{_info.Name}' has no argument '{name}'", nameof(name));
    }

    private int Find(string name)
    {
        for (var index = 0; index < _values.Length; index++)
        {
            if (_info.Arguments[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }
}
