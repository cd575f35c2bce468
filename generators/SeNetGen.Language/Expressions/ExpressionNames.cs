namespace SeNetGen.Language.Expressions;

/// <summary>Lists what an expression names.</summary>
internal static class ExpressionNames
{
    /// <summary>The names, in the order written, repeated ones too.</summary>
    public static IEnumerable<string> Of(Expression expression) => expression switch
    {
        NameExpression name => [name.Name],
        IndexExpression index => Of(index.List),
        ListExpression list => list.Items.SelectMany(Of),
        UnaryExpression unary => Of(unary.Operand),
        BinaryExpression binary => Of(binary.Left).Concat(Of(binary.Right)),
        ConditionalExpression conditional => Of(conditional.Then).Concat(Of(conditional.Condition)).Concat(Of(conditional.Else)),
        CallExpression call => call.Arguments.SelectMany(argument => Of(argument.Value)),
        _ => [],
    };
}
