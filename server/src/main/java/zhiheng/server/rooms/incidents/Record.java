package zhiheng.server.rooms.incidents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Words;
import zhiheng.office.people.Actor;

/** Writes the record of incidents within one transaction: each entry with its act of the ledger, and the next number. */
final class Record {
    /** What people type never stands in a leaf. */
    static final Set<String> TYPED = Set.of("title", "reference", "target");

    private final Transaction tx;
    private final Outbox.Acts acts;
    private final OfficeTime time;
    private final Actor actor;
    private final String incident;
    private final String system;
    private final List<Entry> written = new ArrayList<>();
    private long seq;

    Record(Transaction tx, Outbox.Acts acts, OfficeTime time, Actor actor, Incident incident) {
        this.tx = tx;
        this.acts = acts;
        this.time = time;
        this.actor = actor;
        this.incident = incident.id();
        this.system = incident.system();
        this.seq = incident.seq();
    }

    Entry add(Entry.Kind kind, String words, Map<String, Object> about) {
        return add(kind, words, about, "");
    }

    /** @param sha256 of evidence that the entry is about; "" for none */
    Entry add(Entry.Kind kind, String words, Map<String, Object> about, String sha256) {
        seq++;
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("incident", incident);
        details.put("seq", seq);
        about.forEach((name, value) ->
                details.put(name, TYPED.contains(name) ? Words.keptElsewhere(value.toString()) : value));
        if (!words.isEmpty()) {
            details.put("words", Words.keptElsewhere(words));
        }
        var act = acts.add(
                actor,
                "incident." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "incident/" + incident,
                system,
                sha256,
                details);
        var entry = new Entry(act.id(), incident, seq, time.now(), kind, actor.id(), words, about, -1);
        IncidentSql.in(tx).add(entry);
        written.add(entry);
        return entry;
    }

    long seq() {
        return seq;
    }

    /** Tells of what was written; once the transaction is over. */
    void tell(Consumer<Entry> listener) {
        written.forEach(listener);
    }
}
