using SeNetGen.App;

return SenetApp.Run(args, [], new SenetAppOptions
{
    EmbeddedData = typeof(Program).Assembly.GetManifestResourceStream,
});
