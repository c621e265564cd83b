package zhiheng.server.rooms.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.Routes;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.gateway.GatewaySql.RouteRow;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.traffic.Vault;

/** Where the calls of each system go. Upstream keys are encrypted where they are stored and shown nowhere. */
public final class RouteBook implements Routes {
    /** Somebody who saw no version. */
    private static final long ANY = -1;

    /** A route and its number, 1 for the first. */
    record Kept(Route route, long version) {}

    private final Map<String, Kept> routes = new ConcurrentHashMap<>();
    private final Map<String, Route> diverted = new ConcurrentHashMap<>();
    private final List<Consumer<String>> hearers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Upstream sample;
    private final Outbox outbox;
    private final Vault vault;
    private final Destinations destinations;

    RouteBook(OfficeStore store, Outbox outbox, Vault vault, Destinations destinations) {
        this.outbox = outbox;
        this.vault = vault;
        this.destinations = destinations;
        store.read(tx -> GatewaySql.in(tx).routes())
                .forEach(row -> routes.put(row.system(), new Kept(read(row), row.version())));
    }

    /**
     * Until {@link #restore}, or the end of this process, calls of a system go to a stand-in on this machine and nowhere else. Nothing of
     * it is stored: after a restart the route is as it was.
     */
    public void divert(String system, URI standIn) {
        destinations.own(standIn.getHost() + ":" + standIn.getPort());
        var upstream =
                new Upstream("stand-in", standIn, "", 1, Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(10));
        diverted.put(system, new Route(system, List.of(upstream), 1, SampleUpstream.MODEL));
        changed(system);
    }

    public void restore(String system) {
        var route = diverted.remove(system);
        changed(system);
        if (route != null) {
            var standIn = route.upstreams().getFirst().base();
            destinations.disown(standIn.getHost() + ":" + standIn.getPort());
        }
    }

    /** Tells {@code hearer} each system whose route changes from now on, once it is stored. It does not throw. */
    public void listen(Consumer<String> hearer) {
        hearers.add(hearer);
    }

    private void changed(String system) {
        hearers.forEach(hearer -> hearer.accept(system));
    }

    public boolean isDiverted(String system) {
        return diverted.containsKey(system);
    }

    @Override
    public @Nullable Route of(String system) {
        var standIn = diverted.get(system);
        if (standIn != null) {
            return standIn;
        }
        var kept = routes.get(system);
        return kept != null
                ? kept.route()
                : sample == null ? null : new Route(system, List.of(sample), 1, SampleUpstream.MODEL);
    }

    /** What was set for a system; null where nothing was, even where the sample answers. */
    public @Nullable Route own(String system) {
        var kept = routes.get(system);
        return kept == null ? null : kept.route();
    }

    /** The number of a system's route, 0 where nothing was set. */
    public long version(String system) {
        var kept = routes.get(system);
        return kept == null ? 0 : kept.version();
    }

    /** Answers for every system that has no route of its own. */
    void sample(URI base) {
        sample = new Upstream("sample", base, "", 1, Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    /** As {@link #set(Actor, Route, long)}, whatever is there. */
    public void set(Actor actor, Route wanted) {
        set(actor, wanted, ANY);
    }

    /**
     * Sets a route; an upstream sent without a key keeps the key stored for that id and address. Blocks on DNS.
     *
     * @param seen the version from which the actor started, 0 for none; CONFLICT where it is not the present one
     */
    public void set(Actor actor, Route wanted, long seen) {
        var route = withKnownKeys(wanted);
        for (var upstream : route.upstreams()) {
            try {
                destinations.resolve(upstream);
            } catch (IllegalArgumentException e) {
                throw new Refusal(Refusal.Kind.INVALID, BadValue.said(e));
            }
        }
        store(actor, route, seen);
        changed(route.system());
    }

    private synchronized void store(Actor actor, Route route, long seen) {
        long number = version(route.system()) + 1;
        outbox.record((tx, acts) -> {
            var sql = GatewaySql.in(tx);
            long now = sql.routeVersion(route.system());
            if (seen != ANY && seen != now) {
                throw Refusal.conflict(
                        "路由已被他人修改，现为第 " + now + " 版。请核对后再保存。",
                        "The route was changed by someone else; it is version " + now
                                + " now. Look at it, then save again.");
            }
            sql.setRoute(row(route, number));
            return acts.add(
                    actor,
                    "gateway.route.set",
                    route.system(),
                    route.system(),
                    "",
                    Map.of(
                            "upstreams",
                            route.upstreams().stream()
                                    .map(u -> u.id() + " " + u.base())
                                    .toList()));
        });
        routes.put(route.system(), new Kept(route, number));
    }

    private Route withKnownKeys(Route wanted) {
        var before = own(wanted.system());
        if (before == null) {
            return wanted;
        }
        var upstreams = wanted.upstreams().stream()
                .map(u -> before.upstreams().stream()
                        // a key goes only where it was meant to go: not to a new address under the old name
                        .filter(old -> u.key().isEmpty()
                                && old.id().equals(u.id())
                                && old.base().equals(u.base()))
                        .findFirst()
                        .map(old -> u.withKey(old.key()))
                        .orElse(u))
                .toList();
        return new Route(wanted.system(), upstreams, wanted.attempts(), wanted.fallbackModel());
    }

    private RouteRow row(Route route, long version) {
        var list = new ArrayList<Map<String, Object>>();
        for (var u : route.upstreams()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("id", u.id());
            one.put("base", u.base().toString());
            one.put("key", u.key().isEmpty() ? "" : vault.lock(u.key(), place(route.system(), u.id())));
            one.put("weight", u.weight());
            one.put("models", u.models());
            one.put("auth", u.auth().id());
            one.put("connectMillis", u.times().connect().toMillis());
            one.put("firstByteMillis", u.times().firstByte().toMillis());
            one.put("silenceMillis", u.times().silence().toMillis());
            one.put("wholeMillis", u.times().whole().toMillis());
            one.put("asksUsage", u.asksUsage());
            list.add(one);
        }
        return new RouteRow(
                route.system(),
                route.attempts(),
                route.fallbackModel(),
                Json.write(Map.of("upstreams", list)),
                version);
    }

    /** The routes of all systems for whoever holds no key to the vault: a key of an upstream shows that it is there, not what it is. */
    public static Map<String, Route> withoutKeys(OfficeStore store) {
        var found = new LinkedHashMap<String, Route>();
        store.read(tx -> GatewaySql.in(tx).routes())
                .forEach(row -> found.put(row.system(), read(row, (key, place) -> "sealed")));
        return found;
    }

    private Route read(RouteRow row) {
        return read(row, vault::unlock);
    }

    private static Route read(RouteRow row, BinaryOperator<String> unlock) {
        var upstreams = new ArrayList<Upstream>();
        for (var entry : (List<?>) Json.readMap(row.upstreams()).getOrDefault("upstreams", List.of())) {
            var u = (Map<?, ?>) entry;
            var id = String.valueOf(u.get("id"));
            var key = String.valueOf(u.get("key"));
            var models = new LinkedHashMap<String, String>();
            if (u.get("models") instanceof Map<?, ?> named) {
                named.forEach((here, there) -> models.put(String.valueOf(here), String.valueOf(there)));
            }
            upstreams.add(new Upstream(
                    id,
                    URI.create(String.valueOf(u.get("base"))),
                    key.isEmpty() ? "" : unlock.apply(key, place(row.system(), id)),
                    auth(u),
                    number(u, "weight").intValue(),
                    models,
                    new Upstream.Times(
                            millis(u, "connectMillis", Upstream.Times.DEFAULT.connect()),
                            millis(u, "firstByteMillis", Upstream.Times.DEFAULT.firstByte()),
                            millis(u, "silenceMillis", Upstream.Times.DEFAULT.silence()),
                            millis(u, "wholeMillis", Upstream.Times.DEFAULT.whole())),
                    !Boolean.FALSE.equals(u.get("asksUsage"))));
        }
        return new Route(row.system(), upstreams, row.attempts(), row.fallbackModel());
    }

    private static Upstream.Auth auth(Map<?, ?> map) {
        var auth = map.get("auth") instanceof String id ? Upstream.Auth.of(id) : null;
        return auth == null ? Upstream.Auth.BEARER : auth;
    }

    /** Rows of before have not all of them. */
    private static Duration millis(Map<?, ?> map, String key, Duration otherwise) {
        long millis = number(map, key).longValue();
        return millis <= 0 ? otherwise : Duration.ofMillis(millis);
    }

    private static Number number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number n ? n : 0;
    }

    private static String place(String system, String upstream) {
        return "upstream " + system + "/" + upstream;
    }
}
