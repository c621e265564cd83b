package zhiheng.bench.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code serve} in a process of its own: it listens, or it refused and said why. */
final class ServerProcess {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final String CLASSES = "classes.jsa";

    private final Process process;
    private final Path said;
    private final @Nullable Target target;

    private ServerProcess(Process process, Path said, @Nullable Target target) {
        this.process = process;
        this.said = said;
        this.target = target;
    }

    /**
     * Starts and stops one that notes which classes it loads, and reads the packs: later ones start in a fraction of the time. Where
     * classes lie in folders the JVM keeps no note, and all else is the same.
     */
    static void rehearse(Path data, Path work, Map<String, String> environment)
            throws IOException, InterruptedException {
        var server = start(data, work, environment, "-XX:ArchiveClassesAtExit=" + work.resolve(CLASSES));
        server.target();
        server.stop();
    }

    /** Starts it and waits until it listens or has ended. */
    static ServerProcess start(Path data, Path work, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(data, work, environment, "-XX:SharedArchiveFile=" + work.resolve(CLASSES));
    }

    private static ServerProcess start(Path data, Path work, Map<String, String> environment, String flag)
            throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dzhiheng.home=" + home,
                "-Dzhiheng.program=kills",
                "-Dzhiheng.cache=" + work.resolve("packs")));
        command.addAll(FLAGS);
        command.add(flag);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "zhiheng.server.cli.Main", "serve"));
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of("--library", home.resolve("packs/library").toString()));
        command.addAll(List.of("--port", "0", "--gateway-port", "0", "--sample-upstream", "--lang", "en"));
        var said = Files.createTempFile(work, "serve", ".log");
        var builder = new ProcessBuilder(command).redirectError(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ZHIHENG_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        return new ServerProcess(process, said, ready(process));
    }

    private static @Nullable Target ready(Process process) throws IOException, InterruptedException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        URI rest = null;
        URI gateway = null;
        for (String line; (line = out.readLine()) != null; ) {
            if (line.startsWith("Zhiheng is ready")) {
                rest = URI.create(line.substring(line.indexOf("http")));
            } else if (line.startsWith("Gateway")) {
                gateway = URI.create(line.substring(line.indexOf("http")));
            }
            if (rest != null && gateway != null) {
                return new Target(rest, gateway);
            }
        }
        process.waitFor();
        return null;
    }

    /** Where it listens; an exception with what it said where it does not. */
    Target target() throws IOException {
        if (target == null) {
            throw new IOException("the server did not start: " + said());
        }
        return target;
    }

    boolean listens() {
        return target != null;
    }

    long pid() {
        return process.pid();
    }

    /** What it said on standard error. */
    String said() throws IOException {
        return Files.readString(said);
    }

    int exit() {
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end in order. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
