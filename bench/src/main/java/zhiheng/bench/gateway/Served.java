package zhiheng.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * The real server as {@code ./zhiheng serve} runs it, in a process of its own, with its database, before the stub; with one system
 * whose permit has everything on. It can be killed and started again on the same ports.
 */
public final class Served implements AutoCloseable {
    private static final int TERMS = 50_000;
    /** As the launcher serves. */
    private static final String SERVE_FLAGS = "-XX:+UseSerialGC -XX:NewSize=256m";

    /** Where packs that were read are remembered, for this run alone: a restart is as quick as with the launcher. */
    private static final Path PACKS = packs();

    public final Path data;
    /** The port of the model server that is none. */
    public final int stub;

    public final int port;
    public final int gatewayPort;
    public final String system;
    /** Of the application. */
    public final String key;
    /** Of an administrator, for the REST API. */
    public final String token;

    private final Process stubProcess;
    private final String flags;
    private @Nullable Process process;

    private Served(Path data, int stub, Process stubProcess, String flags, String system, String key, String token)
            throws IOException {
        this.data = data;
        this.stub = stub;
        this.stubProcess = stubProcess;
        this.flags = flags;
        this.system = system;
        this.key = key;
        this.token = token;
        port = free();
        gatewayPort = free();
    }

    /** Makes a stub, a data folder, and a server on it, which then listens. */
    public static Served start() throws Exception {
        var flags = System.getenv("ZHIHENG_BENCH_FLAGS");
        return start(flags == null ? SERVE_FLAGS : flags);
    }

    /** @param flags of the server's JVM */
    public static Served start(String flags) throws Exception {
        var data = Files.createTempDirectory("zhiheng-bench");
        int stub = free();
        var stubProcess = java(data.resolve("stub.log"), "zhiheng.bench.gateway.Servers", "stub", "" + stub);
        Runtime.getRuntime().addShutdownHook(new Thread(stubProcess::destroyForcibly)); // also where what follows fails
        awaits(stub);
        Files.createDirectories(data.resolve("inspect"));
        Files.write(data.resolve("inspect/many.txt"), terms());
        Served served;
        try (var server = ZhihengServer.start(
                Config.of(data, library(), "127.0.0.1", 0).withGateway(0, Set.of("127.0.0.1"), false))) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "only for the benchmark".toCharArray())
                    .actor();
            var system = server.office()
                    .registry()
                    .register(boss, boss.orgId(), "Bench", "", "", Map.of())
                    .id();
            var gateway = server.gateway().orElseThrow();
            gateway.routes().set(boss, route(system, stub));
            gateway.permits().change(permit(system), boss.id(), "bench");
            served = new Served(
                    data,
                    stub,
                    stubProcess,
                    flags,
                    system,
                    gateway.keys().create(boss, system, "bench").key(),
                    server.identity()
                            .createToken(boss, "bench", Role.ADMINISTRATOR)
                            .secret());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(served::close));
        served.restart();
        return served;
    }

    private static Path packs() {
        try {
            return Files.createTempDirectory("zhiheng-bench-packs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path library() {
        return Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library");
    }

    static List<String> terms() {
        var terms = new ArrayList<String>();
        for (int i = 0; i < TERMS; i++) {
            terms.add("term-" + Integer.toString(i * 7919, 36) + "-" + i);
        }
        return terms;
    }

    static Route route(String system, int stub) {
        return new Route(
                system,
                List.of(new Upstream(
                        "u",
                        URI.create("http://127.0.0.1:" + stub + "/v1"),
                        "",
                        1,
                        Map.of(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))),
                1,
                "");
    }

    /** Caps that are counted and never reached, both labels, every inspector. */
    static Permit permit(String system) {
        var terms = new Terms(
                Terms.ExplicitPlace.START,
                true,
                "001191110102MACQD9K64010000",
                Set.of("pii", "secrets", "injection", "links", "terms:many"),
                Map.of(),
                0,
                Terms.SIX_MONTHS_DAYS,
                Terms.WhenStoreIsDown.SERVE_AND_BUFFER,
                Terms.OnAlert.TELL);
        return new Permit(
                system,
                1,
                PermitState.OPEN,
                new Caps(1_000_000, 0, 0, 0, 0, 10_000),
                Scope.anywhere(ZoneOffset.UTC),
                terms,
                null,
                Map.of());
    }

    /** Starts the server and waits until it listens. */
    public void restart() throws IOException, InterruptedException {
        process = java(
                flags,
                data.resolve("serve.log"),
                "zhiheng.server.cli.Main",
                "serve",
                "--data",
                data.toString(),
                "--library",
                library().toString(),
                "--port",
                "" + port,
                "--gateway-port",
                "" + gatewayPort,
                "--allow-upstream",
                "127.0.0.1:" + stub);
        awaits(gatewayPort);
        awaits(port);
    }

    /**
     * A process of this JVM and class path, with the flags that {@code ./zhiheng serve} chooses or those in the environment variable
     * {@code ZHIHENG_BENCH_FLAGS}, to compare collectors.
     */
    public static Process java(Path log, String... main) throws IOException {
        var flags = System.getenv("ZHIHENG_BENCH_FLAGS");
        return java(flags == null ? SERVE_FLAGS : flags, log, main);
    }

    private static Process java(String flags, Path log, String... main) throws IOException {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(List.of(flags.strip().split("\\s+")));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dzhiheng.home=" + System.getProperty("zhiheng.home", "."),
                "-Dzhiheng.program=bench",
                "-Dzhiheng.cache=" + PACKS,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    public long pid() {
        return process().pid();
    }

    private Process process() {
        return java.util.Objects.requireNonNull(process);
    }

    /** SIGKILL: nothing of it runs any more. */
    public void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** Asks it to end in order, and waits. */
    public void stop() throws InterruptedException {
        process().destroy();
        process().waitFor();
    }

    /** A port that is free now. */
    public static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until something listens. */
    public static void awaits(int port) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("nothing listens on " + port);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        stubProcess.destroyForcibly();
    }
}
