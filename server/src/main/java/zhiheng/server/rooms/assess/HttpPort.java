package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.drills.target.PortTarget;
import zhiheng.drills.target.Target;

/**
 * A classifier behind HTTP, asked as its {@link HttpTemplate} says. Every input that leaves counts, repeats too. An input that the
 * service declines (400, 422 and what the template names) is not answered, as is one for which nothing readable came in three tries; the
 * attack has won nothing by it. Where nothing at all comes any more the drill ends with the reason.
 */
final class HttpPort implements PortTarget.Port, AutoCloseable {
    private static final int MOST_BYTES = 8 << 20;
    private static final int TRIES = 3;
    private static final int IN_A_ROW = 20;
    private static final long MOST_WAIT_SECONDS = 30;
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(40, 1 << 20, 1_000, 400);

    private final HttpTemplate template;
    private final String key;
    private final long most;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private long calls;
    private long sent;
    private long declined;
    private long silent;
    private long unreadable;
    private int row;
    private long next = System.nanoTime();

    /**
     * @param key put where the template says {@code $KEY}; "" for none
     * @param most how many inputs may leave, repeats included
     */
    HttpPort(HttpTemplate template, String key, long most) {
        this.template = template;
        this.key = key;
        this.most = most;
    }

    /**
     * What went over the wire.
     *
     * @param sent inputs that left, repeats included
     * @param declined inputs that the service declined
     * @param silent tries to which nothing came in time, or busy
     * @param unreadable tries whose answer was none
     */
    record Spent(long calls, long sent, long declined, long silent, long unreadable) {}

    Spent spent() {
        return new Spent(calls, sent, declined, silent, unreadable);
    }

    @Override
    public float[][] scores(float[][] inputs) {
        var all = new float[inputs.length][];
        for (int from = 0; from < inputs.length; from += template.batch()) {
            int end = Math.min(inputs.length, from + template.batch());
            var part = Arrays.copyOfRange(inputs, from, end);
            var scores = part(part);
            System.arraycopy(scores, 0, all, from, scores.length);
        }
        return all;
    }

    /** One call's inputs; declined together they are asked one by one, to know which it was. */
    private float[][] part(float[][] inputs) {
        for (int tried = 0; tried < TRIES; tried++) {
            var answer = once(inputs);
            switch (answer) {
                case Answered a -> {
                    row = 0;
                    return a.scores;
                }
                case Declined d -> {
                    if (inputs.length > 1) {
                        var each = new float[inputs.length][];
                        for (int i = 0; i < each.length; i++) {
                            each[i] = part(new float[][] {inputs[i]})[0];
                        }
                        return each;
                    }
                    declined++;
                    return none(inputs.length, "status " + d.status);
                }
                case Failed f -> {
                    if (tried == TRIES - 1) {
                        return none(inputs.length, f.why);
                    }
                    pause(f.waitSeconds * (tried + 1));
                }
            }
        }
        throw new IllegalStateException("the last try returns");
    }

    private float[][] none(int inputs, String why) {
        row += inputs;
        if (row >= IN_A_ROW) {
            var so = "；已发出 " + sent + " 个输入";
            throw Refusal.unavailable(
                    "服务连续 " + row + " 个输入没有回答（" + why + "）" + so + "，演练停止",
                    "the service left " + row + " inputs in a row unanswered (" + why + "); " + sent
                            + " inputs had left, and the drill stops",
                    null);
        }
        var rows = new float[inputs][];
        Arrays.fill(rows, Target.unanswered(template.classes()));
        return rows;
    }

    private sealed interface Outcome {}

    private record Answered(float[][] scores) implements Outcome {}

    private record Declined(int status) implements Outcome {}

    private record Failed(String why, long waitSeconds) implements Outcome {}

    private Outcome once(float[][] inputs) {
        if (sent + inputs.length > most) {
            throw Refusal.invalid(
                    "已发出 " + sent + " 个输入，再发就超过 --calls " + most + "，演练停止",
                    sent + " inputs have left, more would be over --calls " + most + ", and the drill stops");
        }
        pace();
        sent += inputs.length;
        calls++;
        try {
            var response = client.send(request(inputs), HttpResponse.BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                return read(response, in.readNBytes(MOST_BYTES + 1), inputs.length);
            }
        } catch (HttpTimeoutException e) {
            silent++;
            return new Failed("no answer in " + template.patience().toSeconds() + " s", 0);
        } catch (ConnectException e) {
            silent++;
            return new Failed("cannot be reached", 1);
        } catch (IOException e) {
            silent++;
            return new Failed("broke off", 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("被中断", "interrupted", e);
        }
    }

    private HttpRequest request(float[][] inputs) {
        var request = HttpRequest.newBuilder(URI.create(template.url()))
                .timeout(template.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(template.body(inputs)));
        template.headers().forEach((name, value) -> request.header(name, value.replace("$KEY", key)));
        return request.build();
    }

    private Outcome read(HttpResponse<?> response, byte[] bytes, int inputs) {
        int status = response.statusCode();
        if (template.declines().contains(status)) {
            return new Declined(status);
        }
        if (status == 429 || status >= 500) {
            silent++;
            var after = response.headers().firstValue("Retry-After").orElse("");
            return new Failed("status " + status, after.matches("[0-9]{1,4}") ? Long.parseLong(after) : 1);
        }
        if (status != 200) {
            throw Refusal.unavailable(
                    "服务回答状态 " + status + "，请检查地址、密钥与模板",
                    "the service answers with status " + status + "; check the address, the key and the template",
                    null);
        }
        var scores = bytes.length > MOST_BYTES ? Optional.<float[][]>empty() : scores(bytes, inputs);
        if (scores.isEmpty()) {
            unreadable++;
            return new Failed(
                    "an answer without " + inputs + " x " + template.classes() + " scores at " + template.answer(), 0);
        }
        return new Answered(scores.get());
    }

    private Optional<float[][]> scores(byte[] bytes, int inputs) {
        try {
            var answer = template.find(JsonReader.read(new String(bytes, StandardCharsets.UTF_8), LIMITS));
            var rows = template.one()
                    ? Collections.singletonList(answer)
                    : answer instanceof List<?> list ? list : List.of();
            if (rows.size() != inputs) {
                return Optional.empty();
            }
            var scores = new float[inputs][];
            for (int i = 0; i < inputs; i++) {
                var row = row(rows.get(i));
                if (row.isEmpty()) {
                    return Optional.empty();
                }
                scores[i] = row.get();
            }
            return Optional.of(scores);
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** A row of scores; the name or number of a class where the template says that labels come. */
    private Optional<float[]> row(@Nullable Object row) {
        var scores = new float[template.classes()];
        if (!template.labels().isEmpty()) {
            int label = template.labels().indexOf(String.valueOf(row));
            if (label < 0) {
                return Optional.empty();
            }
            scores[label] = 1;
            return Optional.of(scores);
        }
        if (!(row instanceof List<?> list) || list.size() != scores.length) {
            return Optional.empty();
        }
        for (int i = 0; i < scores.length; i++) {
            if (!(list.get(i) instanceof Number n) || !Float.isFinite(n.floatValue())) {
                return Optional.empty();
            }
            scores[i] = n.floatValue();
        }
        return Optional.of(scores);
    }

    private void pace() {
        long now = System.nanoTime();
        if (next > now) {
            sleep(Duration.ofNanos(next - now));
        }
        next = Math.max(now, next) + (long) (1e9 / template.perSecond());
    }

    private static void pause(long seconds) {
        if (seconds > 0) {
            sleep(Duration.ofSeconds(Math.min(MOST_WAIT_SECONDS, seconds)));
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("被中断", "interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
