package zhiheng.server.rooms.toolservers;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.traffic.Vault;

/** The servers of tools of each system. Their keys are encrypted where they are stored and shown nowhere. */
public final class ToolServerBook implements McpServers {
    static final String NAME = "[A-Za-z0-9._-]{1,64}";
    static final long LIMIT_MILLIS = 60_000;
    private static final int MOST = 50;
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A server elsewhere. */
    record Row(String system, String name, String base, String secret, long limitMillis, long version) {}

    private record Key(String system, String name) {}

    /** Somebody who saw no version. */
    static final long ANY = -1;

    private final Map<Key, McpTarget.Http> elsewhere = new ConcurrentHashMap<>();
    private final Map<Key, Long> versions = new ConcurrentHashMap<>();
    private final List<ProgramFile.Named> programs;
    private final List<Consumer<String>> hearers = new CopyOnWriteArrayList<>();
    private final Outbox outbox;
    private final Vault vault;
    private final Destinations destinations;

    ToolServerBook(
            OfficeStore store,
            Outbox outbox,
            Vault vault,
            Destinations destinations,
            List<ProgramFile.Named> programs) {
        this.outbox = outbox;
        this.vault = vault;
        this.destinations = destinations;
        this.programs = List.copyOf(programs);
        var rows = store.read(tx -> TxSql.in(tx)
                .list(
                        "SELECT system, name, base, secret, limit_millis, version FROM tool_server"
                                + " ORDER BY system, name",
                        r -> new Row(
                                r.getString("system"),
                                r.getString("name"),
                                r.getString("base"),
                                r.getString("secret"),
                                r.getLong("limit_millis"),
                                r.getLong("version"))));
        for (var row : rows) {
            var key = row.secret.isEmpty() ? "" : vault.unlock(row.secret, place(row.system, row.name));
            elsewhere.put(
                    new Key(row.system, row.name),
                    target(row.name, URI.create(row.base), key, Duration.ofMillis(row.limitMillis)));
            versions.put(new Key(row.system, row.name), row.version);
        }
    }

    /** One that is spoken to over HTTP, as it is kept and told. */
    public static McpTarget.Http target(String name, URI base, String key, Duration limit) {
        return new McpTarget.Http(new Upstream(name, base, key, 1, Map.of(), CONNECT, limit), limit);
    }

    private static String place(String system, String name) {
        return "tool server " + system + "/" + name;
    }

    /** A program that the operator names for the system goes before a server elsewhere. */
    @Override
    public @Nullable McpTarget of(String system, String server) {
        var program = ProgramFile.of(programs, system, server);
        return program == null ? elsewhere.get(new Key(system, server)) : program;
    }

    /** What a system may use over HTTP, by name, with the keys: for gateways that run by themselves. */
    public Map<String, McpTarget.Http> overHttp(String system) {
        var found = new TreeMap<String, McpTarget.Http>();
        for (var one : all(system)) {
            if (one.target() instanceof McpTarget.Http http) {
                found.put(one.name(), http);
            }
        }
        return found;
    }

    /** Is told of each system whose servers change, once they have. Quick: called where it changed. */
    public void listen(Consumer<String> hearer) {
        hearers.add(hearer);
    }

    private void changed(String system) {
        hearers.forEach(hearer -> hearer.accept(system));
    }

    /** What a system may use, by name; the version is 0 for a program of the operator. */
    record Named(String name, McpTarget target, long version) {}

    List<Named> all(String system) {
        var all = new ArrayList<Named>();
        programs.stream()
                .filter(p -> p.systems().contains(system))
                .forEach(p -> all.add(new Named(p.name(), p.program(), 0)));
        elsewhere.forEach((key, target) -> {
            if (key.system.equals(system) && target.equals(of(system, key.name))) {
                all.add(new Named(key.name, target, version(system, key.name)));
            }
        });
        all.sort(java.util.Comparator.comparing(Named::name));
        return all;
    }

    /** The number of what is set under a name, 1 for the first; 0 where nothing is. */
    long version(String system, String name) {
        return versions.getOrDefault(new Key(system, name), 0L);
    }

    /**
     * Sets a server; one sent without a key keeps the key stored for that name and address. Blocks on DNS.
     *
     * @param seen the version from which the actor started, 0 for none; CONFLICT where it is not the present one
     */
    void set(Actor actor, String system, String name, String address, String key, long limitMillis, long seen) {
        if (!name.matches(NAME)) {
            throw Refusal.invalid("名称应为 1 至 64 个字母、数字或 . _ -。", "A name is 1 to 64 of A-Z a-z 0-9 . _ -.");
        }
        var before = elsewhere.get(new Key(system, name));
        if (before == null && all(system).size() >= MOST) {
            throw Refusal.invalid("每个系统最多 " + MOST + " 个工具服务器。", "A system has at most " + MOST + " servers of tools.");
        }
        McpTarget.Http target;
        try {
            var base = URI.create(address);
            // a key goes only where it was meant to go: not to a new address under the old name
            var kept =
                    key.isEmpty() && before != null && before.upstream().base().equals(base)
                            ? before.upstream().key()
                            : key;
            target = target(name, base, kept, Duration.ofMillis(limitMillis));
            destinations.resolve(target.upstream());
        } catch (IllegalArgumentException e) {
            var said = BadValue.said(e);
            throw Refusal.invalid("工具服务器有误：" + said.zh(), "The server of tools is wrong: " + said.en());
        }
        var secret = target.upstream().key().isEmpty()
                ? ""
                : vault.lock(target.upstream().key(), place(system, name));
        store(actor, new Row(system, name, address, secret, limitMillis, seen), target);
    }

    /** @param row with the version that was seen */
    private synchronized void store(Actor actor, Row row, McpTarget.Http target) {
        long now = version(row.system, row.name);
        if (row.version != ANY && row.version != now) {
            throw Refusal.conflict(
                    "该工具服务器已被他人修改。请核对后再保存。",
                    "This server of tools was changed by someone else. Look at it, then save again.");
        }
        outbox.record((tx, acts) -> {
            TxSql.in(tx)
                    .update(
                            "INSERT INTO tool_server (system, name, base, secret, limit_millis, version)"
                                    + " VALUES (?, ?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (system, name) DO UPDATE SET base = excluded.base,"
                                    + " secret = excluded.secret, limit_millis = excluded.limit_millis,"
                                    + " version = excluded.version",
                            row.system,
                            row.name,
                            row.base,
                            row.secret,
                            row.limitMillis,
                            now + 1);
            return acts.add(
                    actor,
                    "gateway.tool-server.set",
                    row.system,
                    row.system,
                    "",
                    Map.of("name", row.name, "base", row.base));
        });
        elsewhere.put(new Key(row.system, row.name), target);
        versions.put(new Key(row.system, row.name), now + 1);
        changed(row.system);
    }

    synchronized void remove(Actor actor, String system, String name) {
        if (elsewhere.remove(new Key(system, name)) == null) {
            throw Access.notFound();
        }
        versions.remove(new Key(system, name));
        outbox.record((tx, acts) -> {
            TxSql.in(tx).update("DELETE FROM tool_server WHERE system = ? AND name = ?", system, name);
            return acts.add(actor, "gateway.tool-server.removed", system, system, "", Map.of("name", name));
        });
        changed(system);
    }
}
