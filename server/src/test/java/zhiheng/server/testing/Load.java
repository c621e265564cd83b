package zhiheng.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that read and change systems and permits at whichever server, and note what they were told. */
public final class Load implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public final History history = new History();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> initial = new ConcurrentHashMap<>();
    private final AtomicLong values = new AtomicLong();
    private final IntFunction<URI> address;
    private final int servers;
    private final String bearer;
    private final List<String> systems;
    private volatile boolean over;

    /** @param systems addresses of systems that have a permit */
    public Load(int clients, int servers, IntFunction<URI> address, String bearer, List<String> systems)
            throws Exception {
        this.address = address;
        this.servers = servers;
        this.bearer = bearer;
        this.systems = systems;
        for (var system : systems) {
            initial.put(system, name(json(send(0, "GET", system, "", null))));
            initial.put(system + "/permit", cap(json(send(0, "GET", system + "/permit", "", null))));
        }
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(this::run));
        }
    }

    private HttpResponse<String> send(int server, String method, String path, String body, String match)
            throws Exception {
        var request = HttpRequest.newBuilder(address.apply(server).resolve(path))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (match != null) {
            request.header("If-Match", match);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static String name(JsonNode system) {
        return system.get("name").asString();
    }

    private static String cap(JsonNode permit) {
        return permit.at("/caps/callsPerDay").asString();
    }

    private void run() {
        while (!over) {
            try {
                var random = ThreadLocalRandom.current();
                var system = systems.get(random.nextInt(systems.size()));
                if (random.nextInt(4) > 0) {
                    step(system, random.nextInt(servers));
                } else {
                    permit(system, random.nextInt(servers));
                }
            } catch (Exception e) {
                // a read that was not answered says nothing
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(String system, int server) throws Exception {
        long call = System.nanoTime();
        var seen = json(send(server, "GET", system, "", null));
        history.note(system, new History.Read(name(seen)), call);
        var value = "Name " + values.incrementAndGet();
        var version = seen.get("version").asString();
        swap(system, name(seen), value, server, "PATCH", system, "{\"name\":\"" + value + "\"}", version);
    }

    private void permit(String system, int server) throws Exception {
        var key = system + "/permit";
        long call = System.nanoTime();
        var seen = json(send(server, "GET", key, "", null));
        history.note(key, new History.Read(cap(seen)), call);
        var value = Long.toString(1_000 + values.incrementAndGet());
        var body = "{\"version\":" + seen.get("version").asLong() + ",\"state\":\"open\",\"caps\":{\"callsPerDay\":"
                + value + "},\"reason\":\"r\"}";
        swap(key, cap(seen), value, server, "PUT", key, body, null);
    }

    private void swap(
            String key,
            String expected,
            String value,
            int server,
            String method,
            String path,
            String body,
            String match)
            throws InterruptedException {
        long call = System.nanoTime();
        try {
            int status = send(server, method, path, body, match).statusCode();
            switch (status) {
                case 200 -> history.note(key, new History.Swap(expected, value), call);
                case 409 -> history.note(key, new History.Refused(expected), call);
                default -> {
                    history.note(key, new History.Unknown(expected, value), call);
                    Thread.sleep(20);
                }
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            history.note(key, new History.Unknown(expected, value), call);
            Thread.sleep(20);
        }
    }

    /** Lets everybody finish. @return the keys whose history no single register can have */
    public List<String> wrong() throws InterruptedException {
        close();
        return history.wrong(initial);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (var thread : threads) {
            thread.join();
        }
    }
}
