package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.ledger.LedgerReader;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;

/** A server whose file descriptors are taken by connections says so, and goes on by itself when they end. */
@Timeout(180)
class DescriptorsTest {
    /** As many as the process may have; a server at rest with all its libraries has about half. */
    private static final int MOST = 400;

    @TempDir
    Path folder;

    private record Child(Process process, URI office, int gateway, String token) implements AutoCloseable {
        static Child start(Path data) throws IOException {
            var process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "ulimit -n " + MOST + "; exec \"$0\" \"$@\"",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            jars(data.resolveSibling("jars")),
                            Server.class.getName(),
                            data.toString())
                    .redirectError(data.resolveSibling("errors").toFile())
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var line = out.readLine();
            assertThat(line).as(Files.readString(data.resolveSibling("errors"))).isNotNull();
            var words = line.split(" ");
            return new Child(process, URI.create(words[0]), Integer.parseInt(words[1]), words[2]);
        }

        /** The class path as it is shipped: a jar is opened once, while in a folder each class wants a descriptor of its own. */
        private static String jars(Path folder) throws IOException {
            Files.createDirectories(folder);
            var path = new ArrayList<String>();
            for (var part : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (!Files.isDirectory(Path.of(part))) {
                    path.add(part);
                    continue;
                }
                var jar = folder.resolve(path.size() + ".jar");
                try (var out = new JarOutputStream(Files.newOutputStream(jar));
                        var files = Files.walk(Path.of(part))) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(
                                new JarEntry(Path.of(part).relativize(file).toString()));
                        Files.copy(file, out);
                    }
                }
                path.add(jar.toString());
            }
            return String.join(File.pathSeparator, path);
        }

        HttpResponse<String> ask(HttpClient client, String method, String path, String body)
                throws IOException, InterruptedException {
            return client.send(
                    HttpRequest.newBuilder(office.resolve(path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(20))
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        long descriptors() throws IOException {
            try (var all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
                return all.count();
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private static int create(Child child, HttpClient client, String name) throws Exception {
        return child.ask(client, "POST", "/api/v1/orgs", "{\"kind\":\"provider\",\"name\":\"" + name + "\"}")
                .statusCode();
    }

    private static String ready(Child child, HttpClient client) {
        try {
            var answer = child.ask(client, "GET", "/health/ready", "");
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    /** Whether the check of descriptors is the one that fails; others may fail with it. */
    private static boolean seen(Child child, HttpClient client) {
        return ready(child, client).matches("503 .*\"descriptors\":\"failing\".*");
    }

    @Test
    void with_all_descriptors_taken_it_says_so_and_all_goes_on_when_the_connections_end() throws Exception {
        long acknowledged;
        try (var child = Child.start(folder.resolve("data"));
                var kept = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            assertThat(ready(child, kept)).startsWith("200").contains("\"descriptors\":\"ok\"");
            acknowledged = 1 + created(child, kept, "before");
            for (int round = 0; round < 2; round++) {
                var open = new ArrayList<Socket>();
                try {
                    // as callers of both ports would that send nothing: each port takes a quarter at most; those
                    // refused
                    // count as well until they are let go
                    while (child.descriptors() < MOST - 2 && open.size() < 3 * MOST) {
                        open.add(new Socket("127.0.0.1", child.gateway()));
                        open.add(new Socket("127.0.0.1", child.office().getPort()));
                    }
                    for (int i = 0; i < 20; i++) {
                        open.add(new Socket("127.0.0.1", child.gateway()));
                    }
                    Await.until("it is seen", () -> seen(child, kept));
                    assertThat(child.ask(kept, "GET", "/health/metrics", "").body())
                            .contains("zhiheng_healthy{check=\"descriptors\"} 0\n");
                    for (int i = 0; i < 5; i++) {
                        acknowledged += created(child, kept, "while " + round + "." + i);
                    }
                } finally {
                    for (var socket : open) {
                        socket.close();
                    }
                }
                Await.until("all is well again", () -> ready(child, kept).startsWith("200"));
                assertThat(child.ask(kept, "GET", "/health/metrics", "").body())
                        .contains("zhiheng_healthy{check=\"descriptors\"} 1\n");
                try (var fresh = HttpClient.newHttpClient()) {
                    assertThat(create(child, fresh, "after " + round)).isEqualTo(201);
                    acknowledged++;
                    var health = URI.create("http://127.0.0.1:" + child.gateway() + "/health");
                    assertThat(fresh.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                                    .statusCode())
                            .as("calls pass again")
                            .isEqualTo(200);
                }
            }
        }
        var log = LedgerReader.open(folder.resolve("data/ledger"));
        long written = java.util.stream.LongStream.range(0, log.size())
                .filter(i -> new String(log.entryBytes(i), StandardCharsets.UTF_8).contains("org.created"))
                .count();
        assertThat(written).as("what was acknowledged, each once").isEqualTo(acknowledged);
    }

    /** 1 where it was, 0 where it was refused as it should be. */
    private static int created(Child child, HttpClient client, String name) throws Exception {
        int status = create(child, client, name);
        assertThat(status).isIn(201, 503);
        return status == 201 ? 1 : 0;
    }

    static final class Server {
        public static void main(String[] args) throws Exception {
            var server = ZhihengServer.start(
                    Config.of(Path.of(args[0]), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                            .withGateway(0, Set.of(), false));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "B", OfficeServer.PASSWORD.toCharArray())
                    .actor();
            var token = server.identity().createToken(boss, "t", Role.ADMINISTRATOR);
            System.out.println(
                    server.address() + " " + server.gateway().orElseThrow().port() + " " + token.secret());
            Thread.sleep(Duration.ofMinutes(10));
        }
    }
}
