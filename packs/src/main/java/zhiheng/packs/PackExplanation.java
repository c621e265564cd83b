package zhiheng.packs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/**
 * One rule with all that the library has about it.
 *
 * @param source what it was read against, if it was read
 * @param duty the duty that it gives, if any
 * @param cases the examples that name it, in the order of their files
 * @param history what held or will hold in its place on other days, the earliest first, itself included
 */
public record PackExplanation(
        Pack pack,
        Pack.Rule rule,
        Certainty certainty,
        Pack.@Nullable Source source,
        @Nullable DutyHead duty,
        List<Case> cases,
        List<Pack.Rule> history) {

    /**
     * An example that names the rule.
     *
     * @param expects {@code holds}, {@code silent} or {@code open}
     * @param at file and line
     */
    public record Case(String name, LocalDate asOf, String expects, String at) {}

    /**
     * @param folder the folder that {@code library} was loaded from
     * @throws PackException when there is no such rule
     */
    public static PackExplanation of(PackLibrary library, Path folder, String id) {
        for (var pack : library.packs()) {
            for (var rule : pack.rules()) {
                if (rule.id().equals(id)) {
                    var read = rule.read();
                    return new PackExplanation(
                            pack,
                            rule,
                            Certainty.of(rule.confidence()),
                            read == null ? null : pack.source(read),
                            duty(library, id),
                            cases(library, folder, id),
                            history(pack, rule));
                }
            }
        }
        var known = library.ruleBits().keySet();
        throw new PackException("unknown rule '" + id + "'" + Nearest.hint(id, known));
    }

    private static @Nullable DutyHead duty(PackLibrary library, String id) {
        for (var rule : library.rulesAsWritten()) {
            var duty = rule.duty();
            if (rule.id().equals(id) && duty != null) {
                return library.duty(library.packs().get(rule.pack()).id(), duty.id());
            }
        }
        return null;
    }

    private static List<Case> cases(PackLibrary library, Path folder, String id) {
        var result = new ArrayList<Case>();
        for (var example : Examples.read(library, folder, wrong -> {})) {
            for (var expected : example.expected()) {
                if (expected.rule().string().equals(id)) {
                    var at = folder.relativize(Path.of(example.item().file())) + ":"
                            + example.item().line();
                    result.add(new Case(example.name(), example.asOf(), expected.key(), at));
                }
            }
        }
        return List.copyOf(result);
    }

    /** Rules of the same place in the law that never hold on the same day as this one. */
    private static List<Pack.Rule> history(Pack pack, Pack.Rule rule) {
        return pack.rules().stream()
                .filter(other -> other.id().equals(rule.id()) || other.ref().equals(rule.ref()) && apart(rule, other))
                .sorted(Comparator.comparing(Pack.Rule::from))
                .toList();
    }

    private static boolean apart(Pack.Rule a, Pack.Rule b) {
        return ends(a, b) || ends(b, a);
    }

    private static boolean ends(Pack.Rule first, Pack.Rule then) {
        var end = first.to();
        return end != null && !end.isAfter(then.from());
    }
}
