package zhiheng.office.offers;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/**
 * What the policies say of one enterprise on one day, asked once for all offers.
 *
 * @param library the policies; null where none are installed: then a condition is never met
 * @param facts its answers; null likewise
 * @param holds the rules that hold, {@code missing} the unanswered questions of those that are open
 */
public record Standing(
        @Nullable PackLibrary library, @Nullable Facts facts, Set<String> holds, Map<String, List<String>> missing) {
    public static final Standing NONE = new Standing(null, null, Set.of(), Map.of());

    public static Standing of(PackLibrary library, Facts facts, LocalDate day) {
        var finding = library.outline(
                facts, day, library.packs().stream().map(p -> p.id()).toList());
        var missing = new HashMap<String, List<String>>();
        finding.open()
                .forEach(open -> open.decides()
                        .forEach(rule -> missing.merge(rule, List.of(open.fact()), (a, b) -> {
                            var both = new java.util.ArrayList<>(a);
                            both.addAll(b);
                            return both;
                        })));
        return new Standing(
                library,
                facts,
                finding.outcomes().stream().map(o -> o.rule()).collect(Collectors.toCollection(HashSet::new)),
                missing);
    }
}
