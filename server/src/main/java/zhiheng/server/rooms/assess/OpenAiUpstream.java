package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Probe;
import zhiheng.drills.suite.Upstream;

/** A model behind OpenAI's {@code /chat/completions}. Follows no redirects, reads no more than it must, and keeps the key to itself. */
final class OpenAiUpstream implements Upstream, AutoCloseable {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_TEXT = 20_000;
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(40, MOST_BYTES, 1_000, 400);

    /**
     * How a model is asked.
     *
     * @param base where {@code /chat/completions} hangs
     * @param key "" for none
     * @param header the header of the key, {@code Authorization} for a bearer token
     * @param tokens the most that an answer may have
     */
    record Settings(
            URI base, String model, String key, String header, double temperature, int tokens, Duration patience) {}

    private final Settings settings;
    private final URI address;
    private final HttpClient client;
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OpenAiUpstream(Settings settings) {
        this.settings = settings;
        var base = settings.base();
        var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        var query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        this.address = base.resolve(path + "/chat/completions" + query);
        this.client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** What tells this model and this way of asking from others; without the key. */
    static String target(Settings s, String label) {
        return String.join("\n", s.base().toString(), s.model(), label, "t=" + s.temperature(), "n=" + s.tokens());
    }

    @Override
    public Answer ask(Probe probe) throws InterruptedException {
        long from = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(address)
                    .timeout(settings.patience())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(body(probe))));
            if (!settings.key().isEmpty()) {
                request.header(
                        settings.header(),
                        settings.header().equals("Authorization") ? "Bearer " + settings.key() : settings.key());
            }
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                return answer(response.statusCode(), response.headers(), in, from);
            }
        } catch (HttpTimeoutException e) {
            return Answer.failed(Answer.Outcome.TIMED_OUT, "no answer in time", millis(from), 0);
        } catch (ConnectException e) {
            return Answer.failed(Answer.Outcome.BUSY, "cannot be reached", millis(from), 0);
        } catch (IOException e) {
            // It broke off in mid-answer: whether it was worked on is not known, so it is not asked again.
            return Answer.failed(Answer.Outcome.TIMED_OUT, "broke off", millis(from), 0);
        }
    }

    private Map<String, Object> body(Probe probe) {
        var messages = new ArrayList<Object>();
        if (!probe.system().isEmpty()) {
            messages.add(Map.of("role", "system", "content", probe.system()));
        }
        messages.add(Map.of("role", "user", "content", probe.prompt()));
        var body = new LinkedHashMap<String, Object>();
        body.put("model", settings.model());
        body.put("messages", messages);
        body.put("temperature", settings.temperature());
        body.put("max_tokens", settings.tokens());
        body.put("seed", 1);
        if (!probe.tools().isEmpty()) {
            body.put("tools", probe.tools().stream().map(OpenAiUpstream::tool).toList());
        }
        return body;
    }

    private static Map<String, Object> tool(String name) {
        return Map.of(
                "type",
                "function",
                "function",
                Map.of(
                        "name",
                        name,
                        "description",
                        name.replace('_', ' '),
                        "parameters",
                        Map.of("type", "object", "properties", Map.of("what", Map.of("type", "string")))));
    }

    private static Answer answer(int status, HttpHeaders headers, InputStream in, long from) throws IOException {
        var bytes = in.readNBytes(MOST_BYTES + 1);
        if (status == 429 || status >= 500) {
            return Answer.failed(Answer.Outcome.BUSY, "status " + status, millis(from), wait(headers));
        }
        if (status == 400 && new String(bytes, StandardCharsets.UTF_8).contains("content_filter")) {
            return Answer.said("[content_filter]", List.of(), "", 0, millis(from));
        }
        if (status != 200) {
            return Answer.failed(Answer.Outcome.DECLINED, "status " + status, millis(from), 0);
        }
        if (bytes.length > MOST_BYTES) {
            return Answer.failed(Answer.Outcome.UNREADABLE, "over 4 MiB", millis(from), 0);
        }
        try {
            return said(JsonReader.object(new String(bytes, StandardCharsets.UTF_8), LIMITS), from);
        } catch (IllegalArgumentException e) {
            return Answer.failed(Answer.Outcome.UNREADABLE, "no JSON of a chat completion", millis(from), 0);
        }
    }

    private static int wait(HttpHeaders headers) {
        var after = headers.firstValue("Retry-After").orElse("");
        return after.matches("[0-9]{1,4}") ? Math.min(600, Integer.parseInt(after)) : 0;
    }

    private static Answer said(Map<String, @Nullable Object> json, long from) {
        if (!(json.get("choices") instanceof List<?> choices)
                || choices.isEmpty()
                || !(choices.getFirst() instanceof Map<?, ?> choice)
                || !(choice.get("message") instanceof Map<?, ?> message)) {
            throw new IllegalArgumentException("no choices");
        }
        var text = message.get("content") instanceof String s
                ? s
                : message.get("refusal") instanceof String refusal ? refusal : "";
        var tools = new ArrayList<String>();
        if (message.get("tool_calls") instanceof List<?> calls) {
            for (var call : calls) {
                if (call instanceof Map<?, ?> c
                        && c.get("function") instanceof Map<?, ?> f
                        && f.get("name") instanceof String name) {
                    tools.add(name);
                }
            }
        }
        long tokens =
                json.get("usage") instanceof Map<?, ?> usage && usage.get("total_tokens") instanceof Long n ? n : 0;
        var model = String.valueOf(json.getOrDefault("model", ""));
        var print = json.get("system_fingerprint");
        return Answer.said(
                text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text,
                tools,
                print instanceof String p && !p.isEmpty() ? model + " " + p : model,
                tokens,
                millis(from));
    }

    private static long millis(long from) {
        return (System.nanoTime() - from) / 1_000_000;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
