using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Lowering;

/// <summary>Turns a plan into classes: <see cref="LoweredNetwork"/>.</summary>
public static class NetworkLowering
{
    /// <summary>Lowers a network.</summary>
    public static LoweredNetwork Lower(NetworkPlan plan)
    {
        var root = DraftCollector.Collect(plan);
        var drafts = new List<TemplateDraft>();
        Gather(root, drafts);
        var names = new ClassNames(plan.ClassName);
        var classes = names.ForBlocks(drafts);
        var built = new Dictionary<TemplateDraft, BuiltTemplate>();

        BuiltTemplate Build(TemplateDraft draft)
        {
            if (!built.TryGetValue(draft, out var template))
            {
                template = TemplateBuilder.Build(draft, classes[draft], plan, Build, names.ForGroup);
                built.Add(draft, template);
            }

            return template;
        }

        var templates = drafts.Select(draft => Build(draft).Template).ToArray();
        var body = TemplateBuilder.Build(root, plan.ClassName, plan, Build, names.ForGroup).Template.Body;
        var wires = new Wires(root);
        var taps = plan.Taps.Select(tap => wires.Find(tap.Value)).ToArray();
        return new(plan, templates, body, wires.Find(plan.FeaturesValue), taps);
    }

    // Callers before callees, in the order in which a reader meets them.
    private static void Gather(TemplateDraft draft, List<TemplateDraft> drafts)
    {
        foreach (var callee in draft.Callees.Where(callee => !drafts.Contains(callee)).Distinct().ToArray())
        {
            drafts.Add(callee);
        }

        foreach (var callee in draft.Callees.Distinct())
        {
            Gather(callee, drafts);
        }
    }
}
