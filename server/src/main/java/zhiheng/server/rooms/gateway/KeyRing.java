package zhiheng.server.rooms.gateway;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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

    private final Map<String, String> systems = new ConcurrentHashMap<>();
    private final LongAdder wrong = new LongAdder();
    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;

    KeyRing(OfficeStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        keys().stream().filter(k -> !k.revoked()).forEach(k -> systems.put(k.hash(), k.system()));
    }

    @Override
    public @Nullable String system(String key) {
        return key.startsWith(PREFIX) && key.length() < 100 ? systems.get(Secrets.hash(key)) : null;
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
        var key = PREFIX + Secrets.random();
        var name = Input.required("标签", "label", label, Input.NAME);
        var id = outbox.record((tx, acts) -> {
            var act = acts.add(
                    actor, "gateway.key.created", system, system, "", Map.of("label", Words.keptElsewhere(name)));
            var row = new KeyRow(act.id(), system, name, Secrets.hash(key), clock.instant(), false);
            GatewaySql.in(tx).addKey(row);
            return row.id();
        });
        systems.put(Secrets.hash(key), system);
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
        systems.remove(row.get().hash());
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
