package zhiheng.server.rooms.policies;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.policy.Catalogue;
import zhiheng.office.policy.Measure;

/** What the address of a search says: words, kind, policy, day, and an option for each facet. */
record PolicyQuery(String text, Catalogue.Query query) {
    private static final int MOST_LETTERS = 200;

    /** @param parameter gives a parameter's value, "" where it is not there */
    static PolicyQuery of(UnaryOperator<String> parameter, Catalogue catalogue, LocalDate today) {
        var typed = parameter.apply("q").strip();
        var answers = new LinkedHashMap<String, String>();
        for (var facet : catalogue.facets()) {
            var option = parameter.apply(facet.id());
            if (!option.isEmpty()) {
                if (facet.options().stream().noneMatch(o -> o.id().equals(option))) {
                    throw Refusal.invalid("没有这个选项。", "There is no such option.").at(facet.id());
                }
                answers.put(facet.id(), option);
            }
        }
        var pack = parameter.apply("policy");
        return new PolicyQuery(
                typed.length() > MOST_LETTERS ? typed.substring(0, MOST_LETTERS) : typed,
                new Catalogue.Query(
                        kind(parameter.apply("kind")),
                        pack.isEmpty() ? null : pack,
                        day(parameter.apply("on"), today),
                        answers));
    }

    private static Measure.@Nullable Kind kind(String word) {
        return word.isEmpty()
                ? null
                : Stream.of(Measure.Kind.values())
                        .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> Refusal.invalid("没有这个类别。", "There is no such kind.")
                                .at("kind"));
    }

    private static LocalDate day(String typed, LocalDate today) {
        if (typed.isEmpty()) {
            return today;
        }
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.")
                    .at("on");
        }
    }
}
