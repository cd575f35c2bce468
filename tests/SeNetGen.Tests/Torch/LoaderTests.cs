using System.Security.Cryptography;
using SeNetGen.Torch;

namespace SeNetGen.Tests.Torch;

/// <summary>Loads LibTorch in processes of its own, under the conditions that go wrong. What they try exists on Linux alone.</summary>
public sealed class LoaderTests : IDisposable
{
    /// <summary>A folder in which nobody can make anything, root included.</summary>
    private const string Unwritable = "/proc/self";

    private readonly string _folder = Directory.CreateTempSubdirectory("senetgen-loader-").FullName;

    private string Home => Path.Combine(_folder, "home");

    private string Temporary => Path.Combine(_folder, "tmp");

    private string Cache => Path.Combine(Home, ".cache", "senetgen");

    public LoaderTests()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Temporary);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void First_run_leaves_a_private_copy_where_the_system_needs_one_and_never_a_folder_cpu()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var plain = Run("plain").Output;
        Assert.StartsWith("loaded 4 from " + AppContext.BaseDirectory, Run("load").Output, StringComparison.Ordinal);

        Assert.Equal(plain == "loads", !Directory.Exists(Cache));
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
        if (plain != "loads")
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(Private, File.GetUnixFileMode(Cache));
            Assert.Equal(Private, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(Cache))));
        }
    }

    [Fact]
    public void TorchSharp_called_first_finds_the_copy_too()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("False then loaded 3", Run("torch-first").Output);
            Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
        }
    }

    [Fact]
    public void Describing_a_network_loads_no_LibTorch()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal($"True True {LibTorch.Version} maps none", Run("walk").Output);
        }
    }

    [Fact]
    public void Tiny_convolutions_write_nothing_on_standard_error()
    {
        if (OperatingSystem.IsLinux())
        {
            var (output, _, error) = Run("tiny-conv");
            Assert.Equal("sum 32", output);
            Assert.Equal("", error);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Half_written_copy_is_replaced(int length)
    {
        if (!OperatingSystem.IsLinux() || Run("plain").Output == "loads")
        {
            return;
        }

        Run("load");
        var copy = Assert.Single(Directory.GetFiles(Cache));
        var hash = SHA256.HashData(File.ReadAllBytes(copy));
        File.WriteAllBytes(copy, File.ReadAllBytes(copy)[..length]);

        Assert.StartsWith("loaded", Run("load").Output, StringComparison.Ordinal);
        Assert.Equal(hash, SHA256.HashData(File.ReadAllBytes(copy)));
        Assert.Single(Directory.GetFiles(Cache));
    }

    [Fact]
    public void Copy_with_one_changed_byte_is_replaced()
    {
        if (!OperatingSystem.IsLinux() || Run("plain").Output == "loads")
        {
            return;
        }

        Run("load");
        var copy = Assert.Single(Directory.GetFiles(Cache));
        var bytes = File.ReadAllBytes(copy);
        var good = (byte[])bytes.Clone();
        bytes[1_000_000] ^= 1;
        File.WriteAllBytes(copy, bytes);

        Assert.StartsWith("loaded", Run("load").Output, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Theory]
    [InlineData(Unwritable)]
    [InlineData(null)]
    public void Without_a_writable_home_the_temporary_folder_serves(string? home)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var needsCopy = Run("plain").Output != "loads";
        Assert.StartsWith("loaded", Run("load", home: home ?? "").Output, StringComparison.Ordinal);
        Assert.Equal(needsCopy ? 1 : 0, Directory.GetFiles(Temporary, "*.so", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Folder_that_others_can_write_is_not_trusted()
    {
        if (!OperatingSystem.IsLinux() || Run("plain").Output == "loads")
        {
            return;
        }

        Directory.CreateDirectory(Cache);
        File.SetUnixFileMode(Cache, (UnixFileMode)0b111_111_111);

        Assert.Contains($" and {Temporary}", Run("load").Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Cache));
    }

    [Fact]
    public void Nowhere_to_write_is_told_with_a_mend()
    {
        if (!OperatingSystem.IsLinux() || Run("plain").Output == "loads")
        {
            return;
        }

        var (output, exitCode, _) = Run("load", home: Unwritable, temporary: Unwritable);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("refused: TorchSharp's native library asks for GLIBCXX_3.4.32, which this system's libstdc++ lacks", output, StringComparison.Ordinal);
        Assert.Contains("Make one of these folders writable", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public async Task Several_processes_at_once_all_load()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var runs = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Run("load").Output)).ToArray();

        Assert.All(await Task.WhenAll(runs), output => Assert.StartsWith("loaded", output, StringComparison.Ordinal));
    }

    [Fact]
    public void External_LibTorch_is_refused_beside_one_of_the_programs_own()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.StartsWith($"refused: SENETGEN_LIBTORCH is set to '{_folder}', but this program was built with a LibTorch of its own", Run("load", external: _folder).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void External_LibTorch_serves_a_program_without_one()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (program, external) = Separate();

        Assert.StartsWith($"loaded 4 from {AppContext.BaseDirectory}", Run("load", external: external, program: program).Output.Replace(external + "/", AppContext.BaseDirectory, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("refused: this program was built without LibTorch", Run("load", program: program).Output, StringComparison.Ordinal);
        Assert.StartsWith("refused: SENETGEN_LIBTORCH: there is no folder '/nowhere'", Run("load", external: "/nowhere", program: program).Output, StringComparison.Ordinal);
        Assert.Contains("nor its folder 'lib' holds libtorch_cpu.so", Run("load", external: Home, program: program).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void External_LibTorch_of_another_kind_is_refused_with_the_missing_symbols()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (program, external) = Separate();
        var cpu = Path.Combine(external, "libtorch_cpu.so");
        File.Delete(cpu);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "libtorch.so"), cpu);
        var output = Run("load", external: external, program: program).Output;
        Assert.Matches("^refused: SENETGEN_LIBTORCH: the LibTorch in '.*' lacks [0-9]+ of the symbols that TorchSharp needs: _ZN.* and [0-9]+ more; use LibTorch 2.10.0$", output);

        File.WriteAllText(cpu, "not a library");
        Assert.Contains("cannot be read: not an ELF library", Run("load", external: external, program: program).Output, StringComparison.Ordinal);
    }

    /// <summary>The program without LibTorch in one folder, LibTorch alone in another.</summary>
    private (string Program, string External) Separate()
    {
        var program = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        var external = Directory.CreateDirectory(Path.Combine(_folder, "external")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            var name = Path.GetFileName(file);
            var isTorch = name.StartsWith("libtorch", StringComparison.Ordinal) || name.StartsWith("libc10", StringComparison.Ordinal) || name.StartsWith("libgomp", StringComparison.Ordinal);

            // Without a list of dependencies the host takes what lies in the folder.
            if (!name.EndsWith(".deps.json", StringComparison.Ordinal))
            {
                File.CreateSymbolicLink(Path.Combine(isTorch ? external : program, name), file);
            }
        }

        foreach (var name in new[] { "SeNetGen.Tests.dll", "SeNetGen.Tests.runtimeconfig.json", "SeNetGen.dll", "TorchSharp.dll" })
        {
            File.Delete(Path.Combine(program, name));
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(program, name));
        }

        return (program, external);
    }

    private (string Output, int ExitCode, string Error) Run(string probe, string? home = null, string? temporary = null, string? external = null, string? program = null) =>
        ProbeProcess.Run(
            [probe],
            new Dictionary<string, string?>
            {
                ["XDG_CACHE_HOME"] = null,
                ["TMPDIR"] = temporary ?? Temporary,
                ["SENETGEN_LIBTORCH"] = external ?? "",
                ["HOME"] = home == "" ? null : home ?? Home,
            },
            program);
}
