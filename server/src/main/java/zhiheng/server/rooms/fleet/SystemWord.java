package zhiheng.server.rooms.fleet;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.acts.Json;
import zhiheng.server.rooms.toolservers.ToolServerBook;

/**
 * All that a gateway must know of one system: its permit, whether it is put aside, who may call it (hashes of keys), and where its calls
 * go. The keys of model servers and of servers of
 * tools stand in it in clear: it goes through TLS to gateways that may know the system, and lies sealed on their
 * disks.
 *
 * @param aside null for a system in use; else the one that it was merged into, or ""
 * @param keys tenants by hashes of keys; "" for any tenant
 * @param route null where nothing answers
 * @param tools servers of tools that are spoken to over HTTP, by name; never programs, which a gateway's own operator names
 */
record SystemWord(
        String system,
        @Nullable Permit permit,
        @Nullable String aside,
        Map<String, String> keys,
        @Nullable Route route,
        Map<String, McpTarget.Http> tools) {
    /** Of one server of tools. One that says more is not read: it may say what must not be. */
    private static final Set<String> TOOL = Set.of("base", "key", "limitMillis");

    SystemWord {
        keys = Map.copyOf(keys);
        tools = Map.copyOf(tools);
    }

    String write() {
        var json = new LinkedHashMap<String, Object>();
        json.put("system", system);
        if (permit != null) {
            json.put("permit", PermitJson.write(permit));
        }
        if (aside != null) {
            json.put("aside", aside);
        }
        json.put("keys", keys);
        if (route != null) {
            json.put("attempts", route.attempts());
            json.put("fallback", route.fallbackModel());
            json.put(
                    "upstreams",
                    route.upstreams().stream().map(SystemWord::write).toList());
        }
        if (!tools.isEmpty()) { // a gateway of before passes over it, and reaches no tool
            var said = new TreeMap<String, Object>();
            tools.forEach((name, tool) -> said.put(name, write(tool)));
            json.put("tools", said);
        }
        return Json.write(json);
    }

    private static Map<String, Object> write(McpTarget.Http tool) {
        var one = new LinkedHashMap<String, Object>();
        one.put("base", tool.upstream().base().toString());
        one.put("key", tool.upstream().key());
        one.put("limitMillis", tool.limit().toMillis());
        return one;
    }

    private static Map<String, Object> write(Upstream u) {
        var one = new LinkedHashMap<String, Object>();
        one.put("id", u.id());
        one.put("base", u.base().toString());
        one.put("key", u.key());
        one.put("auth", u.auth().id());
        one.put("weight", u.weight());
        one.put("models", u.models());
        one.put("connect", u.times().connect().toMillis());
        one.put("firstByte", u.times().firstByte().toMillis());
        one.put("silence", u.times().silence().toMillis());
        one.put("whole", u.times().whole().toMillis());
        one.put("asksUsage", u.asksUsage());
        return one;
    }

    /** @throws RuntimeException for what this version cannot read: it is then not taken, and what was before holds */
    static SystemWord read(String text) {
        var json = Json.readMap(text);
        var system = String.valueOf(json.get("system"));
        var permit = json.get("permit") instanceof String p ? PermitJson.read(p) : null;
        if (permit != null && !permit.system().equals(system)) {
            throw new IllegalArgumentException("the permit is of another system");
        }
        var keys = new LinkedHashMap<String, String>();
        if (json.get("keys") instanceof Map<?, ?> map) {
            map.forEach((hash, tenant) -> keys.put(String.valueOf(hash), String.valueOf(tenant)));
        }
        Route route = null;
        if (json.get("upstreams") instanceof List<?> list) {
            var upstreams = new ArrayList<Upstream>();
            list.forEach(u -> upstreams.add(upstream((Map<?, ?>) u)));
            route = new Route(
                    system,
                    upstreams,
                    (int) number(json, "attempts"),
                    String.valueOf(json.getOrDefault("fallback", "")));
        }
        var tools = new LinkedHashMap<String, McpTarget.Http>();
        var said = json.get("tools");
        if (said != null) { // of another shape it is not passed over: it throws
            ((Map<?, ?>) said)
                    .forEach((name, tool) ->
                            tools.put(String.valueOf(name), tool(String.valueOf(name), (Map<?, ?>) tool)));
        }
        return new SystemWord(system, permit, json.get("aside") instanceof String s ? s : null, keys, route, tools);
    }

    private static McpTarget.Http tool(String name, Map<?, ?> tool) {
        if (!TOOL.containsAll(tool.keySet())) {
            throw new IllegalArgumentException("the server of tools " + name + " says what this version does not know");
        }
        return ToolServerBook.target(
                name,
                URI.create(String.valueOf(tool.get("base"))),
                String.valueOf(tool.get("key")),
                Duration.ofMillis(number(tool, "limitMillis")));
    }

    private static Upstream upstream(Map<?, ?> u) {
        var models = new LinkedHashMap<String, String>();
        if (u.get("models") instanceof Map<?, ?> map) {
            map.forEach((here, there) -> models.put(String.valueOf(here), String.valueOf(there)));
        }
        var auth = Upstream.Auth.of(String.valueOf(u.get("auth")));
        if (auth == null) {
            throw new IllegalArgumentException("a way to send a key that this version does not know");
        }
        return new Upstream(
                String.valueOf(u.get("id")),
                URI.create(String.valueOf(u.get("base"))),
                String.valueOf(u.get("key")),
                auth,
                (int) number(u, "weight"),
                models,
                new Upstream.Times(
                        Duration.ofMillis(number(u, "connect")),
                        Duration.ofMillis(number(u, "firstByte")),
                        Duration.ofMillis(number(u, "silence")),
                        Duration.ofMillis(number(u, "whole"))),
                Boolean.TRUE.equals(u.get("asksUsage")));
    }

    private static long number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number n) {
            return n.longValue();
        }
        throw new IllegalArgumentException(key + " is missing");
    }
}
