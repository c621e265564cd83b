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
import zhiheng.watch.wire.LogClient;

/** One broker in a process of its own, that can be killed as a machine dies. */
final class OwnBroker implements AutoCloseable {
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private final Path folder;
    private final Path file;
    private final Path keys;
    private final int port = freePort();
    private final int behind = freePort();
    private final Relay relay;
    private Process process;

    OwnBroker(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        file = folder.resolve("broker.properties");
        keys = folder.resolve("broker.p12");
        int controller = freePort();
        relay = new Relay(behind);
        keys();
        Files.writeString(
                file, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%5$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_ssl.plain.sasl.jaas.config=%6$s required user_gateway="a word";
                ssl.keystore.location=%7$s
                ssl.keystore.password=of-the-store
                ssl.keystore.type=PKCS12
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=2
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(port, controller, folder.resolve("log"), behind, relay.port(), MODULE, keys));
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

    /** The broker's key and certificate. */
    private void keys() throws Exception {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "of-the-store")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
    }

    /** The way that {@link #silence} makes silent; it asks for a name, over TLS. */
    String relayed() {
        return "127.0.0.1:" + relay.port();
    }

    /** What a client needs for that way. */
    LogClient client() {
        return new LogClient(Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " required username=\"gateway\" password=\"a word\";",
                "ssl.truststore.location",
                keys.toString(),
                "ssl.truststore.password",
                "of-the-store",
                "ssl.truststore.type",
                "PKCS12"));
    }

    void silence(boolean silent) {
        relay.silence(silent);
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
        } catch (Exception e) {
            var said = Files.readAllLines(folder.resolve("broker.log"));
            var last = said.subList(Math.max(0, said.size() - 30), said.size());
            throw new IOException("no broker: " + String.join("\n", last), e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    void topics(StreamSettings settings, int parts) throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(settings.observations(), Optional.of(parts), Optional.of((short) 1)),
                            new NewTopic(settings.interactions(), Optional.of(parts), Optional.of((short) 1)),
                            new NewTopic(settings.deadLetters(), Optional.of(parts), Optional.of((short) 1)),
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
    public void close() throws Exception {
        kill();
        relay.close();
    }
}
