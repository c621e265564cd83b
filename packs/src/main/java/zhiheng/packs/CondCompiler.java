package zhiheng.packs;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.regex.Pattern;
import zhiheng.base.Nearest;

/**
 * From the text of a condition to a {@link Cond}: parsed and type-checked as CEL, then translated. A number is declared
 * {@code dyn} so that {@code n >= 10} may be written without a decimal point; the translator checks its type.
 */
final class CondCompiler {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);

    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);

    private final Vocabulary vocabulary;
    private final CelCompiler cel;

    CondCompiler(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL);
        for (var slot : vocabulary.slots()) {
            builder.addVar(
                    slot.id(),
                    switch (slot.fact().type()) {
                        case BOOL -> SimpleType.BOOL;
                        case CHOICE, DATE -> SimpleType.STRING;
                        case CHOICES -> ListType.create(SimpleType.STRING);
                        case NUMBER -> SimpleType.DYN;
                    });
        }
        this.cel = builder.build();
    }

    /** The checked syntax tree, as the reference implementation would run it. */
    CelAbstractSyntaxTree check(Yaml at, String key, String condition) {
        var result = cel.compile(condition);
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            var issue = result.getErrors().getFirst();
            var place = issue.getSourceLocation();
            var message = issue.getMessage();
            var undeclared = UNDECLARED.matcher(message);
            if (undeclared.matches()) {
                var name = undeclared.group(1);
                message = "unknown fact '" + name + "'" + Nearest.hint(name, vocabulary.names());
            }
            var overload = OVERLOAD.matcher(message);
            if (overload.matches()) {
                var operator = overload.group(1).replaceAll("^[_@]|_$", "");
                message = "'" + operator + "' cannot be applied to " + overload.group(2) + "; compare like with like";
            }
            throw at.error("`" + key + "`: " + message + "\n" + caret(condition, place.getLine(), place.getColumn()));
        }
    }

    Cond compile(Yaml at, String key, String condition) {
        var ast = check(at, key, condition);
        try {
            return new CondTranslator(vocabulary).translate(ast.getExpr());
        } catch (CondTranslator.Refused refused) {
            var offset = ast.getSource().getPositionsMap().getOrDefault(refused.exprId, 0);
            var place = ast.getSource().getOffsetLocation(offset);
            throw at.error("`" + key + "`: " + refused.reason + "\n"
                    + caret(
                            condition,
                            place.map(p -> p.getLine()).orElse(1),
                            place.map(p -> p.getColumn()).orElse(0)));
        }
    }

    private static String caret(String condition, int line, int column) {
        var lines = condition.lines().toList();
        var text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : condition;
        return "    " + text + "\n    " + " ".repeat(Math.max(0, column)) + "^";
    }
}
