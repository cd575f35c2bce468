using CsCheck;
using SeNetGen.Torch;

namespace SeNetGen.Tests.Torch;

public sealed class ElfFileTests
{
    private static readonly byte[]? Library = OperatingSystem.IsLinux() ? File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so")) : null;

    [Fact]
    public void Patch_changes_one_bit_of_the_real_library()
    {
        if (Library is null || !OperatingSystem.IsLinux())
        {
            return;
        }

        var patched = PatchedLibrary.Patch(Library)!;

        var at = Enumerable.Range(0, Library.Length).Where(index => Library[index] != patched[index]).ToList();
        var offset = Assert.Single(at);
        Assert.Equal(0, Library[offset] & 2);
        Assert.Equal(Library[offset] | 2, patched[offset]);
        Assert.Equal(offset, ElfFile.Parse(Library).FindVersionFlags("GLIBCXX_3.4.32"));
        Assert.Equal(-1, ElfFile.Parse(Library).FindVersionFlags("GLIBCXX_9.9.9"));
        Assert.Equal(patched, PatchedLibrary.Patch(patched));
    }

    [Fact]
    public void Every_symbol_that_the_bridge_takes_from_LibTorch_is_found_beside_it()
    {
        if (Library is null)
        {
            return;
        }

        var imports = ElfFile.Parse(Library).ReadUnversionedImports();
        Assert.InRange(imports.Count, 1000, 2000);
        ExternalLibTorch.CheckSymbols(AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
    }

    [Fact]
    public void Garbage_is_no_library()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            Assert.Throws<InvalidDataException>(() => ElfFile.Parse(bytes));
        });
    }

    [Fact]
    public void Damaged_libraries_are_read_or_refused_but_never_fail_otherwise()
    {
        if (Library is null)
        {
            return;
        }

        // Damage where the headers and the section table lie: those places steer the reader.
        var headers = BitConverter.ToInt64(Library, 0x28);
        Gen.Select(Gen.Int[0, 2200], Gen.Byte, Gen.Bool).Sample((at, value, isTable) =>
        {
            var damaged = (byte[])Library.Clone();
            damaged[isTable ? Math.Min(headers + at, Library.Length - 1) : at % 64] = value;
            try
            {
                var file = ElfFile.Parse(damaged);
                file.FindVersionFlags("GLIBCXX_3.4.32");
                file.ReadUnversionedImports();
            }
            catch (InvalidDataException)
            {
                // The only way to refuse.
            }
        }, iter: 200);
    }
}
