package zhiheng.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.Nginx;
import zhiheng.bench.gateway.OpenLoop;
import zhiheng.bench.gateway.Served;
import zhiheng.bench.gateway.Wrk;

/**
 * The gateway and the whole server beside those of an older build, the bare proxy and nginx: {@code ./zhiheng bench gatewayRace
 * OLDER-FOLDER [ROUNDS] [SECONDS]}. They take turns, so that a busy moment of the machine meets all; figures are medians over the rounds.
 * Beside the answers a second stands the CPU time that the server itself used for a thousand, which other work on the machine does not
 * change. Then the wait at a quarter of the load, the server on one core, sender and stub on the other ({@code taskset}). The older
 * folder must hold {@code bench/target}, built; nothing is built here. With {@code waits} in place of the folder the waits alone are
 * measured.
 */
public final class GatewayRaceBench {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 15;
    private static final String SERVERS = "zhiheng.bench.gateway.Servers";

    private final Path folder;
    /** Null where the waits alone are wanted. */
    private final @Nullable Path older;

    private final int rounds;
    private final int seconds;
    private final Wrk wrk;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();

    /** @param pid of the process that serves; {@code home} of the build it is of, null for peers */
    private record Server(int port, String key, long pid) {}

    /** One turn: answers a second, and milliseconds of CPU for a thousand answers. */
    private record Turn(double rate, double cpu) {}

    private GatewayRaceBench(Path folder, @Nullable Path older, int rounds, int seconds) {
        this.folder = folder;
        this.older = older;
        this.rounds = rounds;
        this.seconds = seconds;
        wrk = new Wrk(folder, CONNECTIONS);
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException(
                    "name the folder of an older build: ./zhiheng bench gatewayRace FOLDER [ROUNDS] [SECONDS]");
        }
        var bench = new GatewayRaceBench(
                Files.createTempDirectory("gateway-race"),
                args[0].equals("waits") ? null : Path.of(args[0]).toAbsolutePath(),
                args.length > 1 ? Integer.parseInt(args[1]) : 5,
                args.length > 2 ? Integer.parseInt(args[2]) : 4);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> bench.processes.forEach(Process::destroyForcibly)));
        try {
            bench.run();
        } finally {
            for (var process : bench.processes) {
                process.getOutputStream().close(); // a whole server ends with its input, and its stub with it
            }
            Thread.sleep(1_000);
            bench.processes.forEach(Process::destroyForcibly);
        }
    }

    private void run() throws Exception {
        var here = System.getProperty("java.class.path");
        int stubPort = Served.free();
        java(here, "stub", SERVERS, "stub", "" + stubPort);
        Served.awaits(stubPort);
        var nginx = Nginx.start(folder, stubPort);
        if (nginx != null) {
            processes.add(nginx.process());
            servers.put(
                    "nginx proxy_pass",
                    new Server(nginx.port(), "bench", nginx.process().pid()));
        }
        alone("bare Vert.x proxy", here, "bare", stubPort);
        alone("gateway", here, "zhiheng", stubPort);
        whole("serve", here, Path.of(System.getProperty("zhiheng.home", ".")));
        if (older == null) {
            for (boolean streamed : List.of(false, true)) {
                warmed(streamed, stubPort);
            }
        } else {
            var there = older + "/bench/target/bench.jar" + java.io.File.pathSeparator + older + "/bench/target/lib/*";
            alone("gateway, older", there, "zhiheng", stubPort);
            whole("serve, older", there, older);
            for (boolean streamed : List.of(false, true)) {
                race(streamed, stubPort);
            }
        }
        for (boolean streamed : List.of(false, true)) {
            waits(streamed, stubPort);
        }
    }

    private void alone(String name, String classPath, String mode, int stubPort)
            throws IOException, InterruptedException {
        int port = Served.free();
        var process = java(classPath, name, SERVERS, mode, "" + port, "" + stubPort);
        Served.awaits(port);
        servers.put(name, new Server(port, "bench", process.pid()));
    }

    /** The whole server of a build, prepared and started by that build's own classes. */
    private void whole(String name, String classPath, Path home) throws IOException {
        var source = folder.resolve("StartServed.java");
        try (var in = Objects.requireNonNull(GatewayRaceBench.class.getResourceAsStream("StartServed.java"))) {
            Files.write(source, in.readAllBytes());
        }
        var process = new ProcessBuilder(command(classPath, home.toString(), List.of(source.toString())))
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
        processes.add(process);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        while ((line = out.readLine()) != null) {
            if (line.startsWith("ready ")) {
                var words = line.split(" ");
                servers.put(name, new Server(Integer.parseInt(words[1]), words[2], Long.parseLong(words[3])));
                return;
            }
        }
        throw new IOException(name + " did not start, see " + folder.resolve(name + ".log"));
    }

    private Process java(String classPath, String name, String... main) throws IOException {
        var process = new ProcessBuilder(command(classPath, System.getProperty("zhiheng.home", "."), List.of(main)))
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(name.replaceAll("[^a-z]+", "-") + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static List<String> command(String classPath, String home, List<String> main) {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:NewSize=256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dzhiheng.home=" + home,
                "-cp",
                classPath));
        command.addAll(main);
        return command;
    }

    /** @return the scripts by server, each of which has run for a while */
    private Map<String, Path> warmed(boolean streamed, int stubPort) throws IOException, InterruptedException {
        var scripts = new LinkedHashMap<String, Path>();
        for (var server : servers.entrySet()) {
            var script = wrk.script(streamed, stubPort, server.getValue().key);
            scripts.put(server.getKey(), script);
            wrk.run(server.getValue().port, script, WARM_UP_SECONDS, List.of());
        }
        return scripts;
    }

    private void race(boolean streamed, int stubPort) throws IOException, InterruptedException {
        var scripts = warmed(streamed, stubPort);
        var turns = new LinkedHashMap<String, List<Turn>>();
        for (int round = 0; round < rounds; round++) {
            for (var server : servers.entrySet()) {
                var to = server.getValue();
                var before = cpu(to.pid);
                var measured =
                        wrk.run(to.port, Objects.requireNonNull(scripts.get(server.getKey())), seconds, List.of());
                if (measured.bad() > 0) {
                    throw new IOException(server.getKey() + " answered " + measured.bad() + " calls with an error");
                }
                double used = cpu(to.pid).minus(before).toNanos() / 1e6 / measured.count() * 1000;
                turns.computeIfAbsent(server.getKey(), n -> new ArrayList<>()).add(new Turn(measured.rate(), used));
            }
        }
        System.out.println(
                "\n| " + (streamed ? "SSE stream of 21 events" : "plain JSON")
                        + "| answers/s | CPU ms for 1,000 | answers of the older | CPU of the older |\n|---|---:|---:|---:|---:|");
        turns.forEach((name, of) -> {
            var old = turns.get(name + ", older");
            System.out.printf(
                    "| %s | %,.0f | %.0f | %s | %s |%n",
                    name,
                    median(of, false),
                    median(of, true),
                    old == null ? "" : "%.2f ×".formatted(ratio(of, old, false)),
                    old == null ? "" : "%.2f ×".formatted(ratio(of, old, true)));
        });
    }

    /** With the children of the process: nginx serves in those. */
    private static Duration cpu(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        var all = process.info().totalCpuDuration().orElse(Duration.ZERO);
        for (var child : process.children().toList()) {
            all = all.plus(child.info().totalCpuDuration().orElse(Duration.ZERO));
        }
        return all;
    }

    private static double median(List<Turn> turns, boolean cpu) {
        return middle(turns.stream().mapToDouble(t -> cpu ? t.cpu : t.rate).toArray());
    }

    /** The median of the rounds' own ratios: both stood in the same weather. */
    private static double ratio(List<Turn> turns, List<Turn> old, boolean cpu) {
        var ratios = new double[turns.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = cpu ? turns.get(i).cpu / old.get(i).cpu : turns.get(i).rate / old.get(i).rate;
        }
        return middle(ratios);
    }

    private static double middle(double[] values) {
        java.util.Arrays.sort(values);
        return values[values.length / 2];
    }

    /** The wait at a quarter of what the gateway takes, each server alone on a core. */
    private void waits(boolean streamed, int stubPort) throws Exception {
        pin("1", ProcessHandle.current().pid());
        for (var process : processes) {
            pin("1", process.pid());
            for (var child : process.descendants().toList()) {
                pin("1", child.pid());
            }
        }
        var script = wrk.script(streamed, stubPort, "bench");
        var gateway = Objects.requireNonNull(servers.get("gateway"));
        pin("0", gateway.pid);
        double rate = Math.floor(wrk.run(gateway.port, script, seconds, List.of("taskset", "-c", "1"))
                        .rate()
                / 4);
        System.out.printf(
                "%n| %s, %,.0f calls/s, server on one core, sender and stub on the other | p50, ms | p99 | p99 beside nginx |%n|---|---:|---:|---:|%n",
                streamed ? "SSE stream of 21 events" : "plain JSON", rate);
        Double nginx = null;
        for (var name : List.of("nginx proxy_pass", "bare Vert.x proxy", "gateway", "serve")) {
            var server = servers.get(name);
            if (server == null) {
                continue;
            }
            pin("0", server.pid);
            for (var child :
                    ProcessHandle.of(server.pid).orElseThrow().children().toList()) {
                pin("0", child.pid());
            }
            var p50 = new double[rounds];
            var p99 = new double[rounds];
            var request = Calls.request(streamed, server.key, "");
            for (int round = -1; round < rounds; round++) {
                try (var load = new OpenLoop(server.port, CONNECTIONS, n -> request, answer -> {})) {
                    var result = load.run(rate, Duration.ofSeconds(seconds), (long) rate);
                    if (round >= 0) {
                        p50[round] = result.millis(50);
                        p99[round] = result.millis(99);
                    }
                }
            }
            double wait = middle(p99);
            nginx = name.startsWith("nginx") ? Double.valueOf(wait) : nginx;
            System.out.printf("| %s | %.2f | %.2f | %s |%n", name, middle(p50), wait, beside(wait, nginx));
        }
    }

    private static String beside(double wait, @Nullable Double nginx) {
        return nginx == null ? "–" : "%+.2f".formatted(wait - nginx);
    }

    private static void pin(String core, long pid) throws IOException, InterruptedException {
        var taskset = new ProcessBuilder("taskset", "-acp", core, "" + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset cannot bind process " + pid + " to core " + core);
        }
    }
}
