package zhiheng.server.rooms.adoption;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.jobs.RoleChange;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Visit;

/** Reads the forms of a record, and says what can be chosen in them. */
final class AdoptionForm {
    private AdoptionForm() {}

    static AdoptionDesk.Said said(Visit visit) {
        var starts = day(visit.typed("starts"));
        if (starts == null) {
            throw Refusal.invalid("请填写开始使用之日。", "Give the day on which its use begins.");
        }
        return new AdoptionDesk.Said(
                visit.typed("system"),
                visit.typed("task"),
                starts,
                set(visit, "where", Adoption.Where.class),
                Stream.of(Adoption.HighRisk.values())
                        .filter(r -> r.name().equals(visit.typed("risk")))
                        .findFirst()
                        .orElse(Adoption.HighRisk.UNKNOWN),
                day(visit.typed("informed")),
                visit.typed("heard").equals("1"),
                number(visit.typed("offered"), 0),
                number(visit.typed("finished"), 0),
                set(visit, "protection", Adoption.Protection.class));
    }

    static RoleChange role(Visit visit) {
        var finer = visit.typed("code");
        return new RoleChange(
                finer.isEmpty() ? visit.typed("occupation") : finer,
                number(visit.typed("before"), 0),
                number(visit.typed("stayed"), 0),
                number(visit.typed("moved"), 0),
                number(visit.typed("retrained"), 0),
                number(visit.typed("left"), 0),
                number(visit.typed("created"), 0),
                number(visit.typed("nothired"), RoleChange.UNKNOWN));
    }

    private static <E extends Enum<E>> Set<E> set(Visit visit, String field, Class<E> type) {
        var typed = visit.typedAll(field);
        return Stream.of(type.getEnumConstants())
                .filter(e -> typed.contains(e.name()))
                .collect(Collectors.toSet());
    }

    private static int number(String typed, int absent) {
        if (typed.isEmpty()) {
            return absent;
        }
        if (!typed.matches("[0-9]{1,8}")) {
            throw Refusal.invalid(
                    "人数须为整数，现为“" + typed + "”。", "A number of people is a whole number, not “" + typed + "”.");
        }
        return Integer.parseInt(typed);
    }

    private static @Nullable LocalDate day(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.");
        }
    }

    static AdoptionView.Fields fields(
            Visit visit,
            List<Choice> systems,
            Set<Adoption.Where> where,
            Set<Adoption.Protection> protections,
            Adoption.HighRisk risk) {
        var words = visit.words;
        return new AdoptionView.Fields(
                systems,
                Stream.of(Adoption.HighRisk.values())
                        .map(r -> new Choice(r.name(), words.t("adoption.risk." + r), r == risk))
                        .toList(),
                Stream.of(Adoption.Where.values())
                        .map(w -> new Choice(w.name(), words.t("adoption.where." + w), where.contains(w)))
                        .toList(),
                Stream.of(Adoption.Protection.values())
                        .map(p -> new Choice(p.name(), words.t("adoption.protection." + p), protections.contains(p)))
                        .toList());
    }
}
