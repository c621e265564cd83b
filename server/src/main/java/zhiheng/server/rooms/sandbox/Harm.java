package zhiheng.server.rooms.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import zhiheng.office.acts.Transactions;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.watch.pace.Findings;
import zhiheng.watch.pace.Source;

/** Looks for harm: draws calls by lot, and counts what inspection and complaints have brought to light. */
final class Harm {
    /** A call is drawn this long after it began, when every call that began before it has reached the database. */
    static final Duration SETTLED = Duration.ofMinutes(10);

    private static final Duration DAY = Duration.ofDays(1);

    private final Transactions store;
    private final InteractionRows calls;
    private final SecureRandom random = new SecureRandom();

    Harm(Transactions store, InteractionRows calls) {
        this.store = store;
        this.calls = calls;
    }

    /** Draws among the calls since the last time, each with the share of the terms, before anybody has looked at it. */
    void draw(Participation p, Instant now) {
        var terms = p.terms();
        if (terms == null) {
            return;
        }
        var entered = entered(p);
        var from = store.read(tx -> SandboxRows.in(tx).cursor(p.c().id()))
                .filter(c -> c.isAfter(entered))
                .orElse(entered);
        var to = now.minus(SETTLED);
        if (!to.isAfter(from)) {
            return;
        }
        var drawn = new ArrayList<SandboxRows.Drawn>();
        double share = terms.evidence().inspected();
        if (share > 0) {
            calls.between(p.c().subject(), from, to, call -> {
                if (call.clause().isEmpty() && call.status() < 400 && random.nextDouble() < share) {
                    drawn.add(new SandboxRows.Drawn(call.id(), call.time()));
                }
            });
        }
        store.write(tx -> {
            var rows = SandboxRows.in(tx);
            drawn.forEach(d -> rows.draw(p.c().id(), d));
            rows.cursor(p.c().id(), to);
            return drawn.size();
        });
    }

    static Instant entered(Participation p) {
        return p.c().trail().getLast().at();
    }

    /** What is known now of the calls since the stage was entered. */
    Findings findings(Participation p, Instant now) {
        var terms = java.util.Objects.requireNonNull(p.terms());
        var id = p.c().id();
        var system = p.c().subject();
        var evidence = terms.evidence();
        var entered = entered(p);
        var settled = later(entered, now.minus(SETTLED));
        long all = calls.passed(system, entered, now.plusMillis(1));
        var due = later(entered, earlier(settled, now.minus(DAY.multipliedBy(evidence.verdictDays()))));
        var old = later(entered, earlier(settled, now.minus(DAY.multipliedBy(evidence.windowDays()))));
        return store.read(tx -> {
            var rows = SandboxRows.in(tx);
            var complaints = ComplaintRows.in(tx);
            var lot = rows.lot(id, entered, due);
            var sources = new ArrayList<Source>();
            if (evidence.inspected() > 0) {
                sources.add(new Source(1, lot.mature(), lot.matureHarm()));
            }
            if (evidence.reported() > 0) {
                long others = calls.passed(system, entered, old) - rows.drawnBefore(id, entered, old);
                long open = complaints.count(id, entered, old, List.of("RECEIVED", "CONFIRMED"));
                sources.add(new Source(evidence.reported(), Math.max(0, others), Math.min(Math.max(0, others), open)));
            }
            long confirmed = complaints.count(id, entered, now.plusMillis(1), List.of("CONFIRMED"));
            return new Findings(sources, all, Math.min(all, lot.harmful() + confirmed));
        });
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
