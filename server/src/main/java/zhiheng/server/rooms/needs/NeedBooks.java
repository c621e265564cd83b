package zhiheng.server.rooms.needs;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.cases.Moved;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Words;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseDesk;

/** Keeps a step of a need: the row, its counts, the story and the act of the ledger, in one transaction. */
record NeedBooks(CaseDesk cases) {
    /** Who the ledger says it was: the public, and time. */
    static final Actor PUBLIC = new Actor("public", "", Role.AUDITOR);

    static final Actor TIME = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    /** What somebody said with a step, and the salt of its digest. */
    record Said(String words, String salt) {
        static final Said NOTHING = new Said("", "");

        static Said of(String words) {
            return words.isEmpty() ? NOTHING : new Said(words, Salt.next());
        }

        String digest() {
            return Words.digest(salt, words);
        }
    }

    Instant now() {
        return cases.now();
    }

    Procedure procedure(Need n) {
        return cases.rules(n.c()).procedure();
    }

    NeedRows.Timing timing(Case c) {
        var rules = cases.rules(c);
        var due = c.clocks().stream()
                .filter(k -> k.owed() && k.ends() != null)
                .filter(k -> !rules.procedure().deadline(k.deadline()).owes().contains("asker"))
                .map(k -> Objects.requireNonNull(k.ends()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        return NeedRows.Timing.of(c, due, rules.wakes(c));
    }

    Map<String, @Nullable Object> details(Moved moved, String from) {
        return new LinkedHashMap<>(CaseDesk.details("need", moved, from));
    }

    Need keep(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            String name,
            Need before,
            Need after,
            Moved moved,
            Said said,
            Map<String, @Nullable Object> details) {
        var rows = NeedRows.in(tx);
        rows.put(after, timing(after.c()));
        new Tally(rows).moved(before, after, moved);
        if (!said.words().isEmpty()) {
            details.put("words", said.digest());
        }
        var act = acts.add(actor, name, "need/" + after.id(), "", "", details);
        rows.addStep(after.id(), after.c().step(), now(), moved.deeds(), said.words(), said.salt(), act.id());
        return after;
    }
}
