package zhiheng.server.rooms.drills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Json;
import zhiheng.drills.exercise.Exposure;
import zhiheng.drills.exercise.Fence;
import zhiheng.drills.exercise.Scenario.Traffic;
import zhiheng.labels.Labels;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.DeepFakes;
import zhiheng.watch.risk.Discrimination;

/**
 * What the application of a sandboxed system does in a drill: a call through the gateway, and where calls do not show it, an observation
 * for the watch. It knows one address, its own gateway's, and asks the fence before each call.
 */
final class Rounds {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A provider code with the example credit code of the standard (GB 32100-2015). */
    private static final String PRODUCER = "001191350100M000100Y4310001";

    private static final String GROUP = "reference";

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final URI gateway;
    private final Sandboxed sandboxed;
    private final LiveWatch watch;
    private final Clock clock;
    private final String drill;
    private long number;

    Rounds(URI gateway, Sandboxed sandboxed, LiveWatch watch, Clock clock, String drill) {
        this.gateway = gateway;
        this.sandboxed = sandboxed;
        this.watch = watch;
        this.clock = clock;
        this.drill = drill;
    }

    /** The stand-in as it should be. */
    static void calm(SampleUpstream standIn) {
        standIn.plant("");
        standIn.disfavour("");
        standIn.labelPictures(PRODUCER);
    }

    /** One harmful and one harmless use. @return what came of the two */
    Exposure both(String slot, Traffic traffic) throws IOException, InterruptedException {
        var one = sandboxed.of(slot);
        number++;
        return switch (traffic.sort()) {
            case ANSWERS -> {
                one.standIn().plant(traffic.says());
                var bad = say(one, "What is a regulatory sandbox? " + number);
                one.standIn().plant("");
                boolean reached = bad.statusCode() == 200
                        && bad.body().contains(traffic.says().strip());
                yield exposure(reached, good(slot));
            }
            case DECISIONS -> {
                one.standIn().disfavour(traffic.says());
                boolean bad = decide(one, traffic.says());
                yield exposure(bad, decide(one, GROUP));
            }
            case PICTURES -> {
                one.standIn().labelPictures("");
                boolean bad = picture(one);
                one.standIn().labelPictures(PRODUCER);
                yield exposure(bad, picture(one));
            }
        };
    }

    private static Exposure exposure(boolean delivered, boolean answered) {
        return new Exposure(1, delivered ? 1 : 0, 1, answered ? 0 : 1);
    }

    /** A harmless use. @return whether it was answered */
    boolean good(String slot) throws IOException, InterruptedException {
        number++;
        return say(sandboxed.of(slot), "What is a regulatory sandbox? " + number)
                        .statusCode()
                == 200;
    }

    private boolean decide(Sandboxed.One one, String group) throws IOException, InterruptedException {
        var answer = say(one, "Decide on applicant " + number + " of group " + group);
        if (answer.statusCode() != 200) {
            return false;
        }
        boolean approved = answer.body().contains("approved");
        observe(one, List.of(Discrimination.observe(one.system(), name(group), clock.millis(), group, approved, null)));
        return true;
    }

    private boolean picture(Sandboxed.One one) throws IOException, InterruptedException {
        var answer = send(
                one,
                "/v1/images/generations",
                Map.of("model", SampleUpstream.MODEL, "prompt", "hills " + number, "size", "64x64", "user", drill));
        if (answer.statusCode() != 200) {
            return false;
        }
        var picture = Base64.getDecoder()
                .decode(JSON.readTree(answer.body()).at("/data/0/b64_json").asString());
        var file = Files.createTempFile("drill", ".png");
        try {
            Files.write(file, picture);
            boolean bare = new Labels().read(file).labels().isEmpty();
            observe(
                    one,
                    DeepFakes.observe(
                            one.system(),
                            name("picture"),
                            clock.millis(),
                            bare ? DeepFakes.Seen.SYNTHETIC_UNLABELLED : DeepFakes.Seen.SYNTHETIC_LABELLED));
            return true;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String name(String what) {
        return "drill-" + drill + "-" + what + "-" + number;
    }

    /** Behind the fence as a call is: an observation is of a system of the drill, or it is not made. */
    private void observe(Sandboxed.One one, List<Observation> observations) {
        sandboxed.admit(one, clock.instant());
        watch.observe(observations);
    }

    private HttpResponse<String> say(Sandboxed.One one, String words) throws IOException, InterruptedException {
        return send(
                one,
                "/v1/chat/completions",
                Map.of(
                        "model",
                        SampleUpstream.MODEL,
                        "user",
                        drill,
                        "messages",
                        List.of(Map.of("role", "user", "content", words))));
    }

    private HttpResponse<String> send(Sandboxed.One one, String path, Map<String, ?> json)
            throws IOException, InterruptedException {
        sandboxed.admit(one, clock.instant());
        return client.send(
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + one.key().key())
                        .header("Content-Type", "application/json")
                        .header("X-Zhiheng-Purpose", Fence.PURPOSE)
                        .POST(BodyPublishers.ofString(Json.write(json)))
                        .build(),
                BodyHandlers.ofString());
    }

    void close() {
        client.close();
    }
}
