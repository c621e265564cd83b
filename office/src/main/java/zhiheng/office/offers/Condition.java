package zhiheng.office.offers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * A hard condition of an offer on an answer of the enterprise's profile. Not answered is neither yes nor no.
 *
 * @param any options of which the answer must be, or hold, one; empty for a number
 * @param least for a number, with {@code most}; both null for options
 */
public record Condition(
        String fact,
        Set<String> any,
        @Nullable Double least,
        @Nullable Double most) {
    public static final int MOST = 20;
    /** Stands before a stored line that the policies no longer know. */
    private static final String GONE = "? ";

    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]+)?)?\\s*\\.\\.\\s*([0-9]{1,12}(?:\\.[0-9]+)?)?");

    public Condition {
        any = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(any));
    }

    /** What an enterprise's answer makes of it. */
    public enum Truth {
        YES,
        NO,
        /** Not answered. */
        UNKNOWN
    }

    /**
     * Reads conditions, one a line: {@code org_size: micro, small}, {@code org_headcount: 10..300}, {@code pay_late: yes}.
     *
     * @throws Refusal at the first line that names no fact or no option of it
     */
    public static List<Condition> read(PackLibrary library, String lines) {
        var conditions = new ArrayList<Condition>();
        for (var line : lines.lines().map(String::strip).toList()) {
            if (!line.isEmpty()) {
                conditions.add(line(library, line));
            }
        }
        if (conditions.size() > MOST) {
            throw Refusal.invalid("条件至多 " + MOST + " 条。", "At most " + MOST + " conditions.");
        }
        return conditions;
    }

    /**
     * Conditions as they were stored. One that the policies no longer know is kept and stays undecided: an offer neither vanishes nor
     * opens to everybody because a pack changed.
     */
    public static List<Condition> kept(PackLibrary library, String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    try {
                        return line(library, line.strip());
                    } catch (Refusal e) {
                        return new Condition(GONE + line.strip(), Set.of(), null, null);
                    }
                })
                .toList();
    }

    private static Condition line(PackLibrary library, String line) {
        var parts = line.split("\\s*[:：]\\s*", 2);
        Fact fact;
        try {
            fact = library.fact(parts[0]);
        } catch (PackException e) {
            throw Refusal.invalid(
                    "条件“" + line + "”：画像中没有这个问题。", "The condition “" + line + "”: " + e.getMessage() + ".");
        }
        var said = parts.length < 2 ? "" : parts[1].strip();
        return switch (fact.type()) {
            case NUMBER -> range(fact, line, said);
            case BOOL -> {
                if (!Set.of("yes", "no").contains(said.toLowerCase(Locale.ROOT))) {
                    throw wrong(line, "yes、no", "yes or no");
                }
                yield new Condition(fact.id(), Set.of(said.toLowerCase(Locale.ROOT)), null, null);
            }
            case CHOICE, CHOICES -> options(fact, line, said);
            case DATE -> throw wrong(line, "非日期的问题", "a question that is not a date");
        };
    }

    private static Condition range(Fact fact, String line, String said) {
        var found = RANGE.matcher(said);
        if (!found.matches() || (found.group(1) == null && found.group(2) == null)) {
            throw wrong(line, "范围，例如 10..300 或 ..300", "a range such as 10..300 or ..300");
        }
        return new Condition(
                fact.id(),
                Set.of(),
                found.group(1) == null ? Double.NEGATIVE_INFINITY : Double.valueOf(found.group(1)),
                found.group(2) == null ? Double.POSITIVE_INFINITY : Double.valueOf(found.group(2)));
    }

    private static Condition options(Fact fact, String line, String said) {
        var known = fact.options().stream().map(Fact.Option::id).toList();
        var wanted = new LinkedHashSet<>(List.of(said.split("\\s*[,，、]\\s*")));
        if (!known.containsAll(wanted)) {
            throw wrong(line, "以下之一：" + String.join("、", known), "of " + String.join(", ", known));
        }
        return new Condition(fact.id(), wanted, null, null);
    }

    private static Refusal wrong(String line, String zh, String en) {
        return Refusal.invalid("条件“" + line + "”的值须为" + zh + "。", "The condition “" + line + "” wants " + en + ".");
    }

    /** As {@link #read} reads it. */
    public String line() {
        if (fact.startsWith(GONE)) {
            return fact.substring(GONE.length());
        }
        return fact + ": " + (least == null ? String.join(", ", any) : end(least) + ".." + end(most));
    }

    private static String end(@Nullable Double value) {
        return value == null || value.isInfinite()
                ? ""
                : value == Math.rint(value) ? String.valueOf(value.longValue()) : value.toString();
    }

    public Truth holds(Facts facts) {
        var answer = facts.asMap().get(fact);
        if (answer == null) {
            return Truth.UNKNOWN;
        }
        boolean holds = switch (answer) {
            case Boolean yes -> any.contains(yes ? "yes" : "no");
            case Number n -> least != null && most != null && n.doubleValue() >= least && n.doubleValue() <= most;
            case List<?> list -> list.stream().anyMatch(any::contains);
            default -> any.contains(answer.toString());
        };
        return holds ? Truth.YES : Truth.NO;
    }

    /** In words, with the question of the profile that it reads. */
    public Text text(PackLibrary library) {
        if (fact.startsWith(GONE)) {
            return new Text("政策包已不再有此问题：" + line(), "The policies no longer ask this: " + line());
        }
        var asked = library.fact(fact);
        return new Text(
                asked.question().zh() + " " + values(asked, true),
                asked.question().en() + " " + values(asked, false));
    }

    private String values(Fact asked, boolean zh) {
        if (least != null) {
            return end(least) + "–" + end(most);
        }
        return any.stream()
                .map(value -> asked.options().stream()
                        .filter(o -> o.id().equals(value))
                        .findFirst()
                        .map(o -> zh ? o.label().zh() : o.label().en())
                        .orElse(
                                value.equals("yes")
                                        ? (zh ? "是" : "yes")
                                        : value.equals("no") ? (zh ? "否" : "no") : value))
                .collect(Collectors.joining(zh ? "、" : ", "));
    }
}
