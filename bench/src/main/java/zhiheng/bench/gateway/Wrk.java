package zhiheng.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** The program {@code wrk}: as many calls as a server takes, over a fixed number of connections. */
public record Wrk(Path folder, int connections) {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("([0-9]+) requests in");
    private static final Pattern LATENCY = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    /** @param rate answers a second; {@code median} and {@code p99} as wrk writes them; {@code bad} answers that were not 2xx */
    public record Measured(double rate, long count, String median, String p99, long bad) {}

    /** The call as wrk reads it. The headers that Portkey needs do not disturb the others. */
    public Path script(boolean streamed, int stub, String key) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "call", ".lua"),
                """
                wrk.method = "POST"
                wrk.path = "/v1/chat/completions"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer %s"
                wrk.headers["x-portkey-provider"] = "openai"
                wrk.headers["x-portkey-custom-host"] = "http://127.0.0.1:%d/v1"
                wrk.body = [[%s]]
                """.formatted(key, stub, Calls.body(streamed)),
                StandardCharsets.UTF_8);
    }

    /** @param before a command that runs wrk, such as one that binds it to a core; empty for none */
    public Measured run(int port, Path script, int seconds, List<String> before)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port + "/v1/chat/completions"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var rate = RATE.matcher(out);
        var count = COUNT.matcher(out);
        if (!rate.find() || !count.find()) {
            throw new IOException("wrk said: " + out);
        }
        var latencies = new LinkedHashMap<String, String>();
        LATENCY.matcher(out).results().forEach(r -> latencies.put(r.group(1), r.group(2) + " " + r.group(3)));
        var bad = BAD.matcher(out);
        return new Measured(
                Double.parseDouble(rate.group(1)),
                Long.parseLong(count.group(1)),
                latencies.getOrDefault("50", "?"),
                latencies.getOrDefault("99", "?"),
                bad.find() ? Long.parseLong(bad.group(1)) : 0);
    }
}
