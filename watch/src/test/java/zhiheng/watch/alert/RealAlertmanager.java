package zhiheng.watch.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Alertmanager on the loopback interface, with a policy of ours and a webhook that records what it sends. */
final class RealAlertmanager implements AutoCloseable {
    static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");
    private static final JsonMapper JSON = new JsonMapper();

    final Queue<JsonNode> received = new ConcurrentLinkedQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpServer webhook;
    private final Process process;
    private final URI base;

    RealAlertmanager(Policy policy, Path folder) throws Exception {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        webhook.createContext("/", exchange -> {
            received.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        var config = Files.writeString(
                folder.resolve("alertmanager.yml"),
                JSON.writeValueAsString(config(
                        policy, "http://127.0.0.1:" + webhook.getAddress().getPort() + "/")));
        int port = freePort();
        base = URI.create("http://127.0.0.1:" + port + "/");
        process = new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int tries = 0; !ready(); tries++) {
            if (tries > 100 || !process.isAlive()) {
                throw new IOException("Alertmanager did not start: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(100);
        }
    }

    void post(String path, Object body) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve("api/v2/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
        webhook.stop(0);
        client.close();
    }

    private boolean ready() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(base.resolve("-/ready")).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The policy as Alertmanager's configuration; JSON is YAML. */
    private static Map<String, Object> config(Policy policy, String url) {
        return Map.of(
                "global",
                Map.of("resolve_timeout", text(policy.resolveTimeout())),
                "route",
                route(policy.root()),
                "receivers",
                policy.receivers().stream()
                        .map(r -> Map.of(
                                "name",
                                r.name(),
                                "webhook_configs",
                                List.of(Map.of("url", url, "send_resolved", r.tellsEnd()))))
                        .toList(),
                "inhibit_rules",
                policy.inhibitions().stream()
                        .map(i -> Map.of(
                                "source_matchers",
                                texts(i.source()),
                                "target_matchers",
                                texts(i.target()),
                                "equal",
                                i.equal()))
                        .toList(),
                "time_intervals",
                policy.intervals().entrySet().stream()
                        .map(e -> Map.of("name", e.getKey(), "time_intervals", intervals(e.getValue())))
                        .toList());
    }

    private static Map<String, Object> route(Route route) {
        var map = new LinkedHashMap<String, Object>();
        if (route.receiver() != null) {
            map.put("receiver", route.receiver());
        }
        if (!route.matchers().isEmpty()) {
            map.put("matchers", texts(route.matchers()));
        }
        if (route.further()) {
            map.put("continue", true);
        }
        if (route.groupBy() != null) {
            map.put("group_by", route.groupBy());
        }
        if (route.groupWait() != null) {
            map.put("group_wait", text(route.groupWait()));
            map.put("group_interval", text(route.groupInterval()));
            map.put("repeat_interval", text(route.repeatInterval()));
        }
        map.put("mute_time_intervals", route.mutedIn());
        map.put("active_time_intervals", route.activeIn());
        map.put("routes", route.children().stream().map(RealAlertmanager::route).toList());
        return map;
    }

    private static List<Map<String, Object>> intervals(List<TimeInterval> intervals) {
        return intervals.stream()
                .map(interval -> {
                    var map = new LinkedHashMap<String, Object>();
                    put(map, "weekdays", interval.weekdays());
                    put(map, "days_of_month", interval.daysOfMonth());
                    put(map, "months", interval.months());
                    put(map, "years", interval.years());
                    map.put("location", interval.zone().getId());
                    return (Map<String, Object>) map;
                })
                .toList();
    }

    private static void put(Map<String, Object> map, String name, List<TimeInterval.Range> ranges) {
        if (!ranges.isEmpty()) {
            map.put(
                    name,
                    ranges.stream()
                            .flatMap(r -> name.equals("weekdays") ? days(r) : Stream.of(r.from() + ":" + r.to()))
                            .toList());
        }
    }

    /** One by one, since its week begins on Sunday. */
    private static Stream<String> days(TimeInterval.Range range) {
        return IntStream.rangeClosed(range.from(), range.to())
                .mapToObj(day -> DayOfWeek.of(day).name().toLowerCase(Locale.ROOT));
    }

    private static List<String> texts(List<Matcher> matchers) {
        return matchers.stream().map(Matcher::toString).toList();
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
