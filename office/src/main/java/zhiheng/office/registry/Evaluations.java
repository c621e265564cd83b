package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/** What the law says of a system's answers. */
public record Evaluations(PackLibrary library) {
    /** What the law asks of the system on a day. */
    public Finding finding(AiSystem system, LocalDate asOf) {
        return finding(system.facts(), asOf);
    }

    Finding finding(Map<String, Object> answers, LocalDate asOf) {
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
            var kept = Facts.of(library, Map.of());
            for (var fact : facts.entrySet()) {
                try {
                    kept = kept.with(fact.getKey(), fact.getValue());
                } catch (PackException obsolete) {
                    continue;
                }
            }
            return kept;
        }
    }

    static Refusal refused(PackException e) {
        return Refusal.invalid("事实有误：" + e.getMessage(), "A fact is wrong: " + e.getMessage());
    }
}
