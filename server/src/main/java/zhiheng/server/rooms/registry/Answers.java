package zhiheng.server.rooms.registry;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** Between the fields of a form and the answers of a pack. */
public final class Answers {
    private Answers() {}

    /**
     * What a person answered.
     *
     * @param value null: not known
     * @param typed a number or date as typed
     */
    public record Given(
            @Nullable Object value, String typed, @Nullable String error) {}

    public static Given read(Visit visit, Fact fact) {
        var field = "f-" + fact.id();
        var typed = visit.typed(field);
        var wrong = new Given(null, typed, visit.words.t("answer.bad-option"));
        return switch (fact.type()) {
            case CHOICES -> list(visit, fact, field);
            case BOOL ->
                switch (typed) {
                    case "" -> new Given(null, "", null);
                    case "true" -> new Given(Boolean.TRUE, typed, null);
                    case "false" -> new Given(Boolean.FALSE, typed, null);
                    default -> wrong;
                };
            case CHOICE ->
                typed.isEmpty() ? new Given(null, "", null) : has(fact, typed) ? new Given(typed, typed, null) : wrong;
            case NUMBER -> number(visit, typed);
            case DATE -> date(visit, typed);
        };
    }

    private static boolean has(Fact fact, String option) {
        return fact.options().stream().anyMatch(o -> o.id().equals(option));
    }

    private static Given list(Visit visit, Fact fact, String field) {
        var ticked = visit.typedAll(field).stream().distinct().toList();
        boolean none = !visit.typed(field + "-none").isEmpty();
        if (!ticked.stream().allMatch(o -> has(fact, o))) {
            return new Given(null, "", visit.words.t("answer.bad-option"));
        }
        boolean contradiction =
                ticked.size() > 1 && fact.options().stream().anyMatch(o -> o.alone() && ticked.contains(o.id()));
        if (none && !ticked.isEmpty() || contradiction) {
            return new Given(ticked, "", visit.words.t("answer.bad-none"));
        }
        return new Given(none || !ticked.isEmpty() ? ticked : null, "", null);
    }

    private static Given number(Visit visit, String typed) {
        if (typed.isEmpty()) {
            return new Given(null, "", null);
        }
        try {
            double value = Double.parseDouble(typed.replace(",", "").replace("，", ""));
            if (Double.isFinite(value) && value >= 0) {
                return new Given(value, typed, null);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        return new Given(null, typed, visit.words.t("answer.bad-number"));
    }

    private static Given date(Visit visit, String typed) {
        if (typed.isEmpty()) {
            return new Given(null, "", null);
        }
        try {
            return new Given(LocalDate.parse(typed).toString(), typed, null);
        } catch (DateTimeParseException e) {
            return new Given(null, typed, visit.words.t("answer.bad-date"));
        }
    }

    /** What may be chosen; yes, no and single choices can also be left unknown. */
    public static List<Choice> options(Words words, Fact fact, @Nullable Object value) {
        var result = new ArrayList<Choice>();
        if (fact.type() == Fact.Type.BOOL) {
            result.add(new Choice("true", words.t("answer.yes"), Boolean.TRUE.equals(value)));
            result.add(new Choice("false", words.t("answer.no"), Boolean.FALSE.equals(value)));
        }
        for (var option : fact.options()) {
            boolean chosen = value instanceof List<?> list
                    ? list.contains(option.id())
                    : option.id().equals(value);
            result.add(new Choice(option.id(), words.t(option.label()), chosen));
        }
        if (fact.type() == Fact.Type.BOOL || fact.type() == Fact.Type.CHOICE) {
            result.add(new Choice("", words.t("answer.unknown"), value == null));
        }
        return result;
    }

    public static String typed(@Nullable Object value) {
        if (value instanceof Number number) {
            return Lexicon.number(number.doubleValue());
        }
        return value instanceof String text ? text : "";
    }
}
