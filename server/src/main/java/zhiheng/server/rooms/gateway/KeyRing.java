package zhiheng.server.rooms.gateway;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Keys;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.rooms.gateway.GatewaySql.KeyRow;

/** The API keys of applications: 256 random bits each, stored as a hash, held in memory by it, revocable at once. */
public final class KeyRing implements Keys {
    private static final String PREFIX = "zhk_";

    /** A key just made; the only moment it can be read. */
    public record NewKey(String id, String key) {}

    private static final int LONGEST_TENANT = 100;

    /** Whose a key is, and the tenant that it is bound to; "" for none. */
    private record Holder(String system, String tenant) {}

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final List<Consumer<String>> hearers = new CopyOnWriteArrayList<>();
    private final LongAdder wrong = new LongAdder();
    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;

    KeyRing(OfficeStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        keys().stream()
                .filter(k -> !k.revoked())
                .forEach(k -> holders.put(k.hash(), new Holder(k.system(), k.tenant())));
    }

    @Override
    public @Nullable String system(String key) {
        var holder = holder(key);
        return holder == null ? null : holder.system();
    }

    @Override
    public @Nullable String tenant(String key) {
        var holder = holder(key);
        return holder == null || holder.tenant().isEmpty() ? null : holder.tenant();
    }

    private @Nullable Holder holder(String key) {
        return key.startsWith(PREFIX) && key.length() < 100 ? holders.get(Secrets.hash(key)) : null;
    }

    /** Told of each system whose keys change from now on. */
    public void listen(Consumer<String> hearer) {
        hearers.add(hearer);
    }

    /** The hashes of a system's keys with the tenant of each, "" for any. */
    public Map<String, String> hashes(String system) {
        var found = new HashMap<String, String>();
        holders.forEach((hash, holder) -> {
            if (holder.system().equals(system)) {
                found.put(hash, holder.tenant());
            }
        });
        return found;
    }

    @Override
    public void wrong(String address) {
        wrong.increment();
    }

    /** How often a key was tried that is none, since the start. */
    public long wrongKeys() {
        return wrong.sum();
    }

    public NewKey create(Actor actor, String system, String label) {
        return create(actor, system, label, "");
    }

    /** @param tenant the customer of the application for whom alone it calls, whatever a call says; "" for any */
    public NewKey create(Actor actor, String system, String label, String tenant) {
        var only = Input.optional("租户", "tenant", tenant, LONGEST_TENANT);
        var key = PREFIX + Secrets.random();
        var name = Input.required("标签", "label", label, Input.NAME);
        var id = outbox.record((tx, acts) -> {
            var act = acts.add(
                    actor,
                    "gateway.key.created",
                    system,
                    system,
                    "",
                    Map.of("label", Words.keptElsewhere(name), "bound", !only.isEmpty()));
            var row = new KeyRow(act.id(), system, name, Secrets.hash(key), clock.instant(), false, only);
            GatewaySql.in(tx).addKey(row);
            return row.id();
        });
        holders.put(Secrets.hash(key), new Holder(system, only));
        hearers.forEach(hearer -> hearer.accept(system));
        return new NewKey(id, key);
    }

    /**
     * Revokes it: the next call with it is refused.
     *
     * @return false where it had been revoked before, which is no act of its own
     */
    public boolean revoke(Actor actor, String system, String id) {
        var row = store.read(tx -> GatewaySql.in(tx).key(id));
        if (row.isEmpty() || !row.get().system().equals(system)) {
            throw Access.notFound();
        }
        holders.remove(row.get().hash());
        hearers.forEach(hearer -> hearer.accept(system));
        return outbox.record((tx, acts) -> {
            var sql = GatewaySql.in(tx);
            if (sql.key(id).map(KeyRow::revoked).orElse(true)) {
                return false;
            }
            sql.revokeKey(id);
            acts.add(actor, "gateway.key.revoked", system, system, "", Map.of("key", id));
            return true;
        });
    }

    public List<KeyRow> of(String system) {
        return keys().stream().filter(k -> k.system().equals(system)).toList();
    }

    private List<KeyRow> keys() {
        return store.read(tx -> GatewaySql.in(tx).keys());
    }
}
