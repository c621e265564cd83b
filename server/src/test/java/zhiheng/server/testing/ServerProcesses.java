package zhiheng.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Several servers as processes of their own, that tests may kill; on what {@link Servers} of the same folder left. */
public final class ServerProcesses implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Path library;
    private final String url;
    private final List<Process> processes = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    public ServerProcesses(Path folder, String url, int count) throws Exception {
        this.folder = folder;
        this.url = url;
        library = folder.resolve("packs/library");
        for (int i = 0; i < count; i++) {
            processes.add(null);
            addresses.add(null);
        }
        for (int i = 0; i < count; i++) {
            start(i);
        }
    }

    /** Starts it, and waits until it leads or follows. */
    public void start(int number) throws Exception {
        var command = new ArrayList<String>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "zhiheng.server.cli.Main",
                "serve"));
        command.addAll(List.of("--data", folder.resolve("server" + number).toString()));
        command.addAll(List.of("--shared", folder.resolve("shared").toString()));
        command.addAll(List.of("--library", library.toString(), "--lang", "en"));
        command.addAll(List.of("--port", "0", "--gateway-port", "0", "--peer-port", "0"));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("ZHIHENG_"));
        builder.environment().put("ZHIHENG_DB_URL", url);
        builder.environment().put("ZHIHENG_DB_USER", Postgres.USER);
        builder.environment().put("ZHIHENG_DB_PASSWORD", "");
        builder.environment().put("ZHIHENG_PEER_SECRET", "a secret of these servers");
        var process = builder.start();
        processes.set(number, process);
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line; (line = said.readLine()) != null; ) {
            if (line.startsWith("Zhiheng is ready")) {
                addresses.set(number, URI.create(line.substring(line.indexOf("http"))));
            } else if (line.startsWith("Ctrl-C")) {
                return; // what else it says fits into the pipe
            }
        }
        throw new IllegalStateException("server " + number + " did not start");
    }

    public URI address(int number) {
        return addresses.get(number);
    }

    /** Which of them leads; -1 for none. */
    public int leader() throws InterruptedException {
        for (int i = 0; i < processes.size(); i++) {
            try {
                var asked = HttpRequest.newBuilder(addresses.get(i).resolve("/health/servers"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
                if (processes.get(i).isAlive()
                        && "leader"
                                .equals(JSON.readTree(http.send(asked, BodyHandlers.ofString())
                                                .body())
                                        .get("role")
                                        .asString())) {
                    return i;
                }
            } catch (IOException e) {
                // killed
            }
        }
        return -1;
    }

    /** SIGKILL. */
    public void kill(int number) throws InterruptedException {
        processes.get(number).destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (var process : processes) {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
