using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace SeNetGen.Package.Tests;

/// <summary>Writes <c>THIRD-PARTY-NOTICES.txt</c> from the packages that ours bring along or need, as they were restored, and holds the committed file to it.</summary>
public class ThirdPartyNoticesTests
{
    private const string File = "THIRD-PARTY-NOTICES.txt";

    // The texts of the licences that packages name; one that is missing here fails the test.
    private static readonly Dictionary<string, string> Licences = new()
    {
        ["MIT"] = """
            Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
            "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
            distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
            following conditions:

            The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

            THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
            MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
            CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
            SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
            """,
        ["BSD-3-Clause"] = """
            Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

            1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

            2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the
               documentation and/or other materials provided with the distribution.

            3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this
               software without specific prior written permission.

            THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED
            TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
            CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
            PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF
            LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
            SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
            """,
    };

    [Fact]
    public void Notices_name_every_package_that_is_shipped_or_needed()
    {
        var expected = Write([.. Packages()]);
        var path = Path.Combine(PackedFeed.Root, File);
        if (!System.IO.File.Exists(path) || System.IO.File.ReadAllText(path).ReplaceLineEndings("\n") != expected)
        {
            System.IO.File.WriteAllText(Path.Combine(PackedFeed.Root, "THIRD-PARTY-NOTICES.received.txt"), expected);
            Assert.Fail($"{File} is not what the restored packages say: look at THIRD-PARTY-NOTICES.received.txt beside it, then rename that");
        }
    }

    private static string Write(IReadOnlyList<Shipped> packages)
    {
        var text = new StringBuilder("""
            SeNetGen is under the MIT licence (LICENSE). Its packages bring along or need the packages below, under the licences that follow their names.
            LibTorch is in none of them: it comes with the package that a program chooses (libtorch-cpu-linux-x64 and others), which holds its licences.

            """);
        foreach (var licence in packages.GroupBy(package => package.Licence).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("\n" + new string('-', 150) + "\n\n");
            foreach (var package in licence.OrderBy(package => package.Id, StringComparer.Ordinal))
            {
                text.Append(package.Id + " " + package.Version + " (" + package.Address + ")\n    " + package.Copyright + "\n");
            }

            text.Append("\n" + licence.Key + "\n\n" + Licences[licence.Key] + "\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    // What has an assembly that runs, of everything that the command line's library was restored with.
    private static IEnumerable<Shipped> Packages()
    {
        using var assets = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(PackedFeed.Root, "src", "SeNetGen.App", "obj", "project.assets.json")));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = assets.RootElement.GetProperty("libraries");
        foreach (var target in assets.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject())
        {
            var runs = target.Value.TryGetProperty("runtime", out var runtime) && runtime.EnumerateObject().Any(file => file.Name.EndsWith(".dll", StringComparison.Ordinal));
            if (target.Value.GetProperty("type").GetString() == "package" && runs)
            {
                var path = libraries.GetProperty(target.Name).GetProperty("path").GetString()!;
                yield return Read(folders.Select(folder => Path.Combine(folder, path)).First(Directory.Exists));
            }
        }
    }

    private static Shipped Read(string folder)
    {
        var specification = XDocument.Load(Assert.Single(Directory.GetFiles(folder, "*.nuspec"))).Root!;
        string? Value(string name) => specification.Descendants().FirstOrDefault(node => node.Name.LocalName == name)?.Value.Trim();
        var copyright = Value("copyright") ?? Value("authors")!;
        return new(Value("id")!, Value("version")!, Value("license")!, Value("projectUrl") ?? "", copyright.StartsWith("Copyright", StringComparison.Ordinal) ? copyright : $"Copyright {copyright}");
    }

    private sealed record Shipped(string Id, string Version, string Licence, string Address, string Copyright);
}
