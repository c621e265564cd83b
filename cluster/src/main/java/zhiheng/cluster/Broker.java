package zhiheng.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker with its controller, in this process: for trials, tests and measurements on one machine. What runs for others wants three
 * brokers on three machines, set up as Kafka's own documents say.
 */
final class Broker {
    private Broker() {}

    /** Runs until the process ends. @param more of Kafka's own settings, such as a listener with certificates */
    static void run(Path data, int port, int controllerPort, @Nullable Path more) throws IOException {
        var file = configure(data, port, controllerPort);
        if (more != null) {
            Files.writeString(file, Files.readString(more), StandardOpenOption.APPEND); // the last of a name counts
        }
        var said = new java.io.ByteArrayOutputStream();
        int rc = StorageTool.execute(
                new String[] {
                    "format",
                    "--ignore-formatted",
                    "--standalone",
                    "--cluster-id",
                    id(data),
                    "--config",
                    file.toString()
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (rc != 0) {
            throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
        }
        kafka.Kafka.main(new String[] {file.toString()});
    }

    /** One in a process of its own, as it would be started. @param more as in {@link #run}. @param jvm options of that process */
    static ProcessBuilder byItself(Path data, int port, int controllerPort, @Nullable Path more, String... jvm) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "broker",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(controllerPort)));
        if (more != null) {
            command.addAll(List.of("--settings", more.toString()));
        }
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String id(Path data) throws IOException {
        var file = data.resolve("cluster.id");
        if (!Files.exists(file)) {
            var random = UUID.randomUUID();
            var id = new Uuid(random.getMostSignificantBits(), random.getLeastSignificantBits()).toString();
            Files.writeString(file, id.startsWith("-") ? "a" + id.substring(1) : id);
        }
        return Files.readString(file);
    }

    /** Everything there once, since there is one broker: without these lines consumer groups and transactions stay silently empty. */
    static Path configure(Path data, int port, int controllerPort) throws IOException {
        Files.createDirectories(data);
        var file = data.resolve("broker.properties");
        Files.writeString(file, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.partitions=4
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.retention.hours=-1
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(port, controllerPort, data.resolve("log")));
        return file;
    }
}
