package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** One broker in a process of its own, that can be killed as a machine dies. */
final class OwnBroker implements AutoCloseable {
    private final Path folder;
    private final Path file;
    private final int port = freePort();
    private Process process;

    OwnBroker(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        file = folder.resolve("broker.properties");
        int controller = freePort();
        Files.writeString(file, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=2
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(port, controller, folder.resolve("log")));
        StorageTool.execute(
                new String[] {
                    "format", "--standalone", "--cluster-id", Uuid.ONE_UUID.toString(), "--config", file.toString()
                },
                new PrintStream(folder.resolve("format.log").toFile(), StandardCharsets.UTF_8));
        start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
        try (var admin = admin()) {
            admin.describeCluster().nodes().get(60, TimeUnit.SECONDS);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    void topics(StreamSettings settings, int parts) throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(settings.observations(), Optional.of(parts), Optional.of((short) 1)),
                            new NewTopic(settings.alerts(), Optional.of(parts), Optional.of((short) 1)),
                            new NewTopic(settings.published(), Optional.of(1), Optional.of((short) 1))
                                    .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
