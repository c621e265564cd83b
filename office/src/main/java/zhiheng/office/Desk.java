package zhiheng.office;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/** What all parts of the office share. */
public record Desk(PackLibrary library, OfficeStore store, Outbox outbox, EvidenceFiles files, Clock clock, Ids ids) {
    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Milliseconds, so that both databases and the ledger hold the same instant. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Answers as a person gave them; a misspelt one is refused. */
    Facts given(Map<String, ?> facts) {
        try {
            return Facts.of(library, facts);
        } catch (PackException e) {
            throw refused(e);
        }
    }

    static Refusal refused(PackException e) {
        return Refusal.invalid("事实有误：" + e.getMessage(), "A fact is wrong: " + e.getMessage());
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

    Finding finding(AiSystem system, LocalDate asOf) {
        return library.evaluate(stored(system.facts()), asOf);
    }

    /** The system, if the actor may see it. */
    static AiSystem seen(OfficeStore.Tx tx, Actor actor, String systemId) {
        var system = tx.system(systemId).orElseThrow(Check::notFound);
        if (!Check.sees(actor, system.orgId())) {
            throw Check.notFound();
        }
        return system;
    }

    Summary summary(OfficeStore.Tx tx, AiSystem system, LocalDate day) {
        return Derive.summary(finding(system, day), tx.marks(system.id()), tx.evidenceOf(system.id()), day);
    }
}
