using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SeNetGen.Language.Tests.Schema;

/// <summary>YAML as editors' language servers see it: plain scalars are what YAML 1.2's core schema makes of them.</summary>
internal static partial class YamlJson
{
    public static JToken Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JToken Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JObject(mapping.Children.Select(entry => new JProperty(((YamlScalarNode)entry.Key).Value!, Convert(entry.Value)))),
        YamlSequenceNode sequence => new JArray(sequence.Children.Select(Convert)),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Resolve(scalar.Value!),
        YamlScalarNode scalar => new JValue(scalar.Value),
        _ => throw new InvalidOperationException(),
    };

    private static JValue Resolve(string text) =>
        text is "" or "~" or "null" ? JValue.CreateNull()
        : text is "true" or "false" ? new JValue(text == "true")
        : Integer().IsMatch(text) ? new JValue(long.Parse(text, CultureInfo.InvariantCulture))
        : Real().IsMatch(text) ? new JValue(double.Parse(text, CultureInfo.InvariantCulture))
        : new JValue(text);

    [GeneratedRegex("^[-+]?[0-9]{1,18}$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
