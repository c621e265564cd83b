package zhiheng.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The gateway with permit, inspection of 2 kB with 50,000 terms and labels on, beside nginx {@code proxy_pass}, a bare proxy on the
 * same server library and {@code @portkey-ai/gateway}, before one stub: 64 connections, plain and streamed, by {@code wrk}. Peers
 * come from {@code scripts/install-bench-peers}; one that is not there is left out and said so.
 */
public final class GatewayBench {
    private static final int CONNECTIONS = 64;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    private final Path folder;
    private final int seconds;
    private final List<Process> processes = new ArrayList<>();

    private GatewayBench(Path folder, int seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        var bench = new GatewayBench(Files.createTempDirectory("gateway-bench"), seconds);
        try {
            bench.run();
        } finally {
            bench.processes.forEach(Process::destroyForcibly);
        }
    }

    private record Measured(double rate, String median, String p99, long bad) {}

    private void run() throws Exception {
        int stub = free();
        java("stub", stub);
        var servers = new LinkedHashMap<String, Integer>();
        servers.put("stub alone", stub);
        nginx(stub, servers);
        int bare = free();
        java("bare", bare, stub);
        servers.put("bare Vert.x proxy", bare);
        int zhiheng = free();
        java("zhiheng", zhiheng, stub);
        servers.put("zhiheng, all on", zhiheng);
        portkey(servers);
        for (int port : servers.values()) {
            awaits(port);
        }
        for (boolean streamed : new boolean[] {false, true}) {
            var script = script(streamed, stub);
            System.out.println("\n| " + (streamed ? "SSE stream of 21 events" : "plain JSON")
                    + " | requests/s | p50 | p99 | not 2xx | of Portkey |\n|---|---|---|---|---|---|");
            var results = new LinkedHashMap<String, Measured>();
            for (var server : servers.entrySet()) {
                wrk(server.getValue(), script, Math.max(3, seconds / 2));
                results.put(server.getKey(), wrk(server.getValue(), script, seconds));
            }
            print(results);
        }
    }

    private static void print(Map<String, Measured> results) {
        var portkey = results.get("Portkey");
        results.forEach((name, m) -> System.out.printf(
                "| %s | %,.0f | %s | %s | %d | %s |%n",
                name,
                m.rate,
                m.median,
                m.p99,
                m.bad,
                portkey == null ? "–" : "%.1f ×".formatted(m.rate / portkey.rate)));
    }

    private void java(String mode, int... ports) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "zhiheng.bench.gateway.Servers",
                mode));
        for (int port : ports) {
            command.add(Integer.toString(port));
        }
        start(command, mode);
    }

    private void start(List<String> command, String name) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private void nginx(int stub, Map<String, Integer> servers) throws IOException {
        if (!Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
            System.out.println("nginx is not installed; see scripts/install-bench-peers");
            return;
        }
        int port = free();
        var conf = folder.resolve("nginx.conf");
        Files.writeString(conf, """
                worker_processes 2; daemon off; pid %1$s/nginx.pid; error_log %1$s/nginx.err;
                events { worker_connections 2048; }
                http { access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  upstream stub { server 127.0.0.1:%2$d; keepalive 128; }
                  server { listen 127.0.0.1:%3$d; location / { proxy_pass http://stub; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } } }
                """.formatted(folder, stub, port));
        start(List.of("/usr/sbin/nginx", "-c", conf.toString()), "nginx");
        servers.put("nginx proxy_pass", port);
    }

    private void portkey(Map<String, Integer> servers) throws IOException {
        var server = Path.of(System.getProperty("zhiheng.home", "."))
                .resolve("bench/peers/node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.exists(server)) {
            System.out.println("@portkey-ai/gateway is not installed; see scripts/install-bench-peers");
            return;
        }
        int port = free();
        start(List.of("node", server.toString(), "--port=" + port, "--headless"), "portkey");
        servers.put("Portkey", port);
    }

    /** A call of about 2 kB. The headers that Portkey needs do not disturb the others. */
    private Path script(boolean streamed, int stub) throws IOException {
        var words = "When does the library open, and where can I read about rivers? ".repeat(30);
        var body = "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + words + "\"}]}";
        return Files.writeString(
                folder.resolve(streamed ? "sse.lua" : "plain.lua"), """
                wrk.method = "POST"
                wrk.path = "/v1/chat/completions"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer bench"
                wrk.headers["x-portkey-provider"] = "openai"
                wrk.headers["x-portkey-custom-host"] = "http://127.0.0.1:%d/v1"
                wrk.body = [[%s]]
                """.formatted(stub, body), StandardCharsets.UTF_8);
    }

    private Measured wrk(int port, Path script, int duration) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + duration + "s",
                        "--latency",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + "/v1/chat/completions")
                .redirectErrorStream(true)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var rate = RATE.matcher(out);
        if (!rate.find()) {
            throw new IOException("wrk said: " + out);
        }
        var latencies = new LinkedHashMap<String, String>();
        LATENCY.matcher(out).results().forEach(r -> latencies.put(r.group(1), r.group(2) + " " + r.group(3)));
        var bad = BAD.matcher(out);
        return new Measured(
                Double.parseDouble(rate.group(1)),
                latencies.getOrDefault("50", "?"),
                latencies.getOrDefault("99", "?"),
                bad.find() ? Long.parseLong(bad.group(1)) : 0);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaits(int port) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("nothing listens on " + port);
    }
}
