using SeNetGen.App;

return SenetApp.Run(args, SeNetGen.Zoo.Architectures.All, new SenetAppOptions
{
    EmbeddedData = typeof(Program).Assembly.GetManifestResourceStream,
});
