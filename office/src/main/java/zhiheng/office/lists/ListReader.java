package zhiheng.office.lists;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;
import zhiheng.packs.Pack;
import zhiheng.packs.Yaml;

/** One pack's {@code lists.yaml}, checked line by line. */
final class ListReader {
    private static final Set<String> LIST =
            Yaml.Words.ordered("list", "kind", "title", "about", "otherwise", "items", "entries");
    private static final Set<String> ENTRY =
            Yaml.Words.ordered("rule", "authority", "materials", "limit", "fee", "appeal");

    private final Pack pack;
    private final Set<String> entered = new HashSet<>();

    ListReader(Pack pack) {
        this.pack = pack;
    }

    /** The rules that stand in a list. */
    Set<String> entered() {
        return entered;
    }

    ActList read(Yaml item) {
        var f = item.named("list", "list").fields(LIST);
        var kind = kind(f.required("kind"));
        var entries = new ArrayList<ActList.Entry>();
        for (var entry : f.required("entries").list()) {
            entries.add(entry(entry.named("entry", "rule").fields(ENTRY), kind));
        }
        if (entries.isEmpty()) {
            throw f.required("entries").error("no entries; a list without any says nothing");
        }
        return new ActList(
                f.words("list"),
                kind,
                pack,
                f.required("title").text(),
                f.required("about").text(),
                f.required("otherwise").text(),
                items(f.optional("items"), entries.size()),
                List.copyOf(entries));
    }

    private static int items(@Nullable Yaml at, int entries) {
        if (at == null) {
            return 0;
        }
        if (at.value() instanceof Number number && number.intValue() > entries) {
            return number.intValue();
        }
        throw at.error("the number of items must be greater than the " + entries
                + " entries here; leave it out where all are here");
    }

    private ActList.Entry entry(Yaml.Fields f, ActList.Kind kind) {
        var at = f.required("rule");
        var rule = pack.rules().stream()
                .filter(r -> r.id().equals(at.string()))
                .findFirst()
                .orElseThrow(() -> at.error("the pack has no rule '" + at.string() + "'"
                        + Nearest.hint(
                                at.string(),
                                pack.rules().stream().map(Pack.Rule::id).toList())));
        if (!entered.add(rule.id())) {
            throw at.error("rule " + rule.id() + " stands in two lists; keep one");
        }
        var answer = Answer.of(String.valueOf(rule.tier()));
        if (answer == null || !kind.answers.contains(answer)) {
            throw at.error("an entry of such a list gives one of the tiers "
                    + kind.answers.stream().map(Answer::word).sorted().collect(Collectors.joining(", ")));
        }
        var materials = f.optional("materials");
        return new ActList.Entry(
                rule,
                answer,
                text(f, "authority"),
                materials == null
                        ? List.of()
                        : materials.list().stream().map(Yaml::text).toList(),
                text(f, "limit"),
                text(f, "fee"),
                text(f, "appeal"));
    }

    private static @Nullable Text text(Yaml.Fields f, String key) {
        var at = f.optional(key);
        return at == null ? null : at.text();
    }

    private static ActList.Kind kind(Yaml at) {
        return Stream.of(ActList.Kind.values())
                .filter(kind -> word(kind).equals(at.string()))
                .findFirst()
                .orElseThrow(() -> at.error("one of "
                        + Stream.of(ActList.Kind.values()).map(ListReader::word).collect(Collectors.joining(", "))
                        + " is expected here"));
    }

    /** As files write it: {@code pre-decision}. */
    static String word(ActList.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
