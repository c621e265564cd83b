package zhiheng.bench.kills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;

/**
 * One who works without pause through REST and the gateway, on systems of its own, and notes what was acknowledged. Everything it
 * sends has a name or content that is sent once: what stands there twice was done twice.
 */
final class Writer implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int CHANGES_OF_A_SYSTEM = 40;
    private static final String[] STATES = {"open", "throttled", "review", "stopped", "open"};

    private final String name;
    private final Supplier<@Nullable Target> where;
    private final Secrets secrets;
    private final Journal journal;
    private final Random random;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private volatile boolean stopped;
    private long sent;
    private String system = "";
    private long version;
    private boolean permitted;
    private int changes;

    /**
     * What a writer is known by and works with.
     *
     * @param key of the gateway, for calls
     * @param duty of every system that a writer registers
     */
    record Secrets(String token, String key, String org, String facts, String duty) {}

    Writer(String name, Supplier<@Nullable Target> where, Secrets secrets, Journal journal, long seed) {
        this.name = name;
        this.where = where;
        this.secrets = secrets;
        this.journal = journal;
        this.random = new Random(seed);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            var target = where.get();
            boolean done = false;
            if (target != null) {
                try {
                    done = step(target);
                } catch (IOException e) {
                    journal.broken.incrementAndGet();
                    version = 0; // nobody knows whether it was done
                } catch (InterruptedException e) {
                    return;
                }
            }
            if (!done && !pause()) {
                return;
            }
        }
        http.close();
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean step(Target target) throws IOException, InterruptedException {
        if (system.isEmpty() || changes > CHANGES_OF_A_SYSTEM) {
            return register(target);
        }
        if (version == 0) {
            return look(target);
        }
        changes++;
        if (!permitted) {
            return permit(target);
        }
        return switch (random.nextInt(6)) {
            case 0 -> facts(target);
            case 1 -> state(target);
            case 2 -> evidence(target);
            case 3 -> org(target);
            default -> call(target);
        };
    }

    private boolean register(Target target) throws IOException, InterruptedException {
        var answer = rest(
                target,
                "POST",
                "/api/v1/systems",
                "{\"orgId\":\"" + secrets.org() + "\",\"name\":\"" + unique() + "\",\"facts\":" + secrets.facts()
                        + "}");
        if (!done(answer, 201, "register")) {
            return false;
        }
        var body = body(answer);
        system = String.valueOf(body.get("id"));
        version = number(body);
        permitted = false;
        changes = 0;
        journal.act("system.registered", system);
        journal.version(system, version);
        return true;
    }

    private boolean look(Target target) throws IOException, InterruptedException {
        var answer = rest(target, "GET", "/api/v1/systems/" + system, "");
        if (!done(answer, 200, "look")) {
            return false;
        }
        version = number(body(answer));
        return true;
    }

    private boolean facts(Target target) throws IOException, InterruptedException {
        var answer = rest(
                target,
                "PATCH",
                "/api/v1/systems/" + system,
                "{\"version\":" + version + ",\"facts\":{\"interacts_with_people\":" + (version % 2 == 0) + "}}");
        if (!done(answer, 200, "facts")) {
            version = 0;
            return false;
        }
        long now = number(body(answer));
        if (now != version) {
            journal.act("facts.changed", system + "/" + now);
            journal.version(system, now);
        }
        version = now;
        return true;
    }

    private boolean permit(Target target) throws IOException, InterruptedException {
        var permit = PermitJson.write(Permit.open(system, ZoneOffset.UTC));
        var answer = rest(
                target,
                "PUT",
                "/api/v1/systems/" + system + "/permit",
                "{\"reason\":\"begin\"," + permit.strip().substring(1));
        permitted = changed(answer, "permit");
        return permitted;
    }

    private boolean state(Target target) throws IOException, InterruptedException {
        var answer = rest(
                target,
                "POST",
                "/api/v1/systems/" + system + "/permit/state",
                "{\"state\":\"" + STATES[random.nextInt(STATES.length)] + "\",\"reason\":\"" + unique() + "\"}");
        if (answer.statusCode() == 404) {
            permitted = false;
            return false;
        }
        return changed(answer, "state");
    }

    private boolean changed(HttpResponse<byte[]> answer, String what) {
        if (answer.statusCode() == 202) {
            var permit = body(answer);
            var kept = Boolean.FALSE.equals(permit.get("noted")) ? journal.unnoted : journal.unwritten;
            kept.add("permit.changed " + permit.get("system") + "/permit/" + permit.get("awaited"));
            return true;
        }
        if (!done(answer, 200, what)) {
            return false;
        }
        journal.act("permit.changed", permitKey(body(answer)));
        return true;
    }

    private static String permitKey(Map<String, Object> permit) {
        return permit.get("system") + "/permit/" + permit.get("version");
    }

    private boolean evidence(Target target) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(target.rest()
                        .resolve("/api/v1/systems/" + system + "/duties/" + secrets.duty()
                                + "/evidence?title=Report&fileName=report.txt"))
                .header("Authorization", "Bearer " + secrets.token())
                .header("Content-Type", "text/plain")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("a report, " + unique()));
        var answer = send(request);
        if (!done(answer, 201, "evidence")) {
            return false;
        }
        journal.act("evidence.added", String.valueOf(body(answer).get("id")));
        return true;
    }

    private boolean org(Target target) throws IOException, InterruptedException {
        var answer =
                rest(target, "POST", "/api/v1/orgs", "{\"kind\":\"provider\",\"name\":\"" + unique() + " company\"}");
        if (!done(answer, 201, "org")) {
            return false;
        }
        journal.act("org.created", String.valueOf(body(answer).get("id")));
        return true;
    }

    private boolean call(Target target) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(target.gateway() + "/chat/completions"))
                .header("Authorization", "Bearer " + secrets.key())
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"When does it open?\"}]}"));
        var answer = send(request);
        if (!done(answer, 200, "call")) {
            return false;
        }
        journal.calls.add(answer.headers().firstValue("X-Zhiheng-Interaction").orElse("none"));
        return true;
    }

    private String unique() {
        return name + "-" + sent++;
    }

    private HttpResponse<byte[]> rest(Target target, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(target.rest().resolve(path))
                .header("Authorization", "Bearer " + secrets.token())
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** 503 is a refusal as it should be; 409 tells that an earlier change was done after all. */
    private boolean done(HttpResponse<byte[]> answer, int wanted, String what) {
        int status = answer.statusCode();
        if (status == wanted) {
            return true;
        }
        if (Set.of(503, 409).contains(status)) {
            journal.refused.incrementAndGet();
        } else {
            journal.strange(what + " " + status + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return false;
    }

    private static Map<String, Object> body(HttpResponse<byte[]> answer) {
        return JsonReader.object(new String(answer.body(), StandardCharsets.UTF_8), JsonReader.Limits.RECORD);
    }

    private static long number(Map<String, Object> body) {
        return Long.parseLong(String.valueOf(body.get("version")));
    }

    /** As JSON, for bodies. */
    static String json(Map<String, ?> facts) {
        return Json.write(facts);
    }
}
