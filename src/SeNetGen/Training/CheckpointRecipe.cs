using SeNetGen.Checkpoints;

namespace SeNetGen.Training;

/// <summary>The recipe that a checkpoint carries.</summary>
internal static class CheckpointRecipe
{
    /// <summary>The recipe as an object.</summary>
    /// <exception cref="SenetException">It holds a key that this program does not know.</exception>
    public static Recipe Read(CheckpointState state) => state.Recipe.Aggregate(new Recipe(), (recipe, entry) => RecipeReader.Override(recipe, entry.Key, entry.Value));

    /// <summary>The recipe's keys as a checkpoint keeps them: what names a place on this machine is left out.</summary>
    public static IReadOnlyDictionary<string, string> Write(Recipe recipe)
        => RecipeKeys.All.Where(key => key.Name is not ("data_dir" or "class_map" or "train_shards" or "val_shards" or "ckpt_path" or "ckpt_save_dir" or "resume_opt" or "device"))
            .ToDictionary(key => key.Name, key => key.Read(recipe), StringComparer.Ordinal);
}
