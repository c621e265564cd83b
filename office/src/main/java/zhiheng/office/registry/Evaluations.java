package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * What the law says of a system's answers. The last findings are kept: a change and the page that follows it ask for
 * the same one several times.
 */
public final class Evaluations {
    private static final int KEPT = 64;

    private record Question(Map<String, Object> answers, LegalDays days, Object wording) {}

    private final PackLibrary library;
    private final Map<Question, Finding> kept = new LinkedHashMap<>(16, 0.75f, true);

    public Evaluations(PackLibrary library) {
        this.library = library;
    }

    public PackLibrary library() {
        return library;
    }

    /** What the law asks of the system, each law on its day. */
    public Finding finding(AiSystem system, LegalDays days) {
        return finding(system.facts(), days);
    }

    Finding finding(Map<String, Object> answers, LegalDays days) {
        var question = new Question(new HashMap<>(answers), days, library.wording());
        synchronized (kept) {
            var known = kept.get(question);
            if (known != null) {
                return known;
            }
        }
        var finding = library.evaluate(stored(answers), days);
        synchronized (kept) {
            kept.put(question, finding);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return finding;
    }

    /** What the law asks of the system, without reasons and without keeping it: for a walk through the whole registry. */
    public Finding outline(AiSystem system, LegalDays days) {
        return library.outline(
                stored(system.facts()),
                days,
                library.packs().stream().map(Pack::id).toList());
    }

    /** The same without keeping it: for a walk through the whole registry. */
    Finding evaluate(Map<String, Object> answers, LocalDate asOf) {
        return library.evaluate(stored(answers), asOf);
    }

    /** Answers as a person gave them; a misspelt one is refused. */
    Facts given(Map<String, ?> facts) {
        try {
            return Facts.of(library, facts);
        } catch (PackException e) {
            throw refused(e);
        }
    }

    /** Answers as stored; one that today's packs no longer know is left out rather than locking the system up. */
    Facts stored(Map<String, Object> facts) {
        try {
            return Facts.of(library, facts);
        } catch (PackException e) {
            var known = Facts.of(library, Map.of());
            for (var fact : facts.entrySet()) {
                try {
                    known = known.with(fact.getKey(), fact.getValue());
                } catch (PackException obsolete) {
                    continue;
                }
            }
            return known;
        }
    }

    static Refusal refused(PackException e) {
        return Refusal.invalid("事实有误：" + e.getMessage(), "A fact is wrong: " + e.getMessage());
    }
}
