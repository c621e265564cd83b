package zhiheng.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.logging.Level;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.watch.wire.LogClient;

/** The commands of the cluster: {@code ./zhiheng cluster …}. */
@Command(
        name = "zhiheng cluster",
        mixinStandardHelpOptions = true,
        description = {
            "过一台机器之后：以 Flink 作业在 Kafka 之上运行同一套监测。",
            "Past one machine: the same monitors as a Flink job over Kafka."
        })
public final class Main {
    private static final String CLIENT =
            "of Kafka's client settings (security.*, ssl.*, sasl.*), by which the brokers let it in";

    private Main() {}

    public static void main(String[] args) {
        Quiet.set(Level.WARNING);
        int rc = new CommandLine(new Main())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(said(e));
                    return 1;
                })
                .execute(args);
        System.exit(rc);
    }

    /** What went wrong, without the layers around it. */
    private static String said(Throwable e) {
        if (e instanceof Refusal refusal) {
            return refusal.where() + ": " + refusal.text().zh() + " "
                    + refusal.text().en();
        }
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }

    @Command(
            name = "broker",
            mixinStandardHelpOptions = true,
            description = {"一个 Kafka 节点，供试用；正式使用请用三个。", "One Kafka broker, for trials; in earnest use three."})
    int broker(
            @Option(names = "--data", required = true, description = "a folder of its own") Path data,
            @Option(names = "--port", defaultValue = "9092") int port,
            @Option(names = "--controller-port", defaultValue = "9093") int controllerPort,
            @Option(
                            names = "--settings",
                            description = "a file with more of Kafka's own, such as a listener with certificates")
                    @Nullable
                    Path more)
            throws IOException {
        Broker.run(data.toAbsolutePath(), port, controllerPort, more);
        return 0;
    }

    @Command(
            name = "topics",
            mixinStandardHelpOptions = true,
            description = {"建立所需的主题；已有的保持不变。", "Makes the topics that are needed; those there stay as they are."})
    int topics(
            @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT") String brokers,
            @Option(names = "--name", defaultValue = "zhiheng", description = "of the installation") String name,
            @Option(
                            names = "--partitions",
                            defaultValue = "16",
                            description =
                                    "of the observations, the most slots that can read them (${DEFAULT-VALUE}); not to"
                                            + " be changed later, or the order of a stream is lost once")
                    int partitions,
            @Option(names = "--replicas", defaultValue = "3", description = "copies of each record (${DEFAULT-VALUE})")
                    short replicas,
            @Option(names = "--client", paramLabel = "FILE", description = CLIENT) @Nullable Path client)
            throws Exception {
        var settings = settings(brokers, name, ZoneId.of("UTC"), JobSettings.CHECKPOINT_EVERY, client);
        try (var admin = Admin.create(settings.properties())) {
            Topics.make(admin, settings, partitions, replicas);
        }
        return 0;
    }

    @Command(
            name = "job",
            mixinStandardHelpOptions = true,
            description = {
                "运行监测作业：在本进程内，或经 flink run 提交到集群。停止时写保存点，下次由最新的继续。",
                "Runs the job: in this process, or on a cluster by flink run. It writes a savepoint when stopped and goes on"
                        + " from the newest the next time."
            })
    int job(
            @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT") String brokers,
            @Option(names = "--name", defaultValue = "zhiheng", description = "of the installation") String name,
            @Option(names = "--data", required = true, description = "folder or address of checkpoints and savepoints")
                    Path data,
            @Option(names = "--slots", defaultValue = "2", description = "in this process (${DEFAULT-VALUE})")
                    int slots,
            @Option(
                            names = "--backend",
                            defaultValue = "rocksdb",
                            description = "rocksdb or hashmap (${DEFAULT-VALUE})")
                    String backend,
            @Option(
                            names = "--checkpoint-millis",
                            defaultValue = "1000",
                            description = "how long an alert may wait to be written (${DEFAULT-VALUE})")
                    long checkpointMillis,
            @Option(names = "--zone", description = "of days and nights; the servers' (default: this machine's)")
                    @Nullable
                    ZoneId zone,
            @Option(names = "--from", description = "a savepoint, instead of the newest") @Nullable String from,
            @Option(names = "--client", paramLabel = "FILE", description = CLIENT) @Nullable Path client)
            throws Exception {
        var configuration = WatchJob.configuration();
        var folder = data.toAbsolutePath();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend.equals("rocksdb"));
        var start = from != null ? Optional.of(from) : newest(folder);
        start.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(slots);
        WatchJob.build(
                env,
                settings(
                        brokers,
                        name,
                        zone == null ? ZoneId.systemDefault() : zone,
                        Duration.ofMillis(checkpointMillis),
                        client));
        var job = env.executeAsync("zhiheng watch " + name);
        System.out.println("running, from " + start.orElse("the begin of the log"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                System.out.println("stopped at "
                        + job.stopWithSavepoint(
                                        false,
                                        folder.resolve("savepoints").toUri().toString(),
                                        SavepointFormatType.CANONICAL)
                                .get());
            } catch (Exception e) {
                System.err.println("stopped without a savepoint, the last checkpoint stays: " + said(e));
            }
        }));
        job.getJobExecutionResult().get();
        return 0;
    }

    private static JobSettings settings(
            String brokers, String name, ZoneId zone, Duration checkpointEvery, @Nullable Path client) {
        return new JobSettings(
                brokers,
                name,
                zone,
                checkpointEvery,
                JobSettings.HOT_KEYS,
                false,
                client == null ? LogClient.PLAIN : LogClient.of(client, "--client"));
    }

    /** The newest checkpoint or savepoint under a folder that is whole: its metadata are written last. */
    static Optional<String> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.walk(folder, 4)) {
            return files.filter(f -> f.endsWith("_metadata"))
                    .max(Comparator.comparingLong(f -> f.toFile().lastModified()))
                    .map(f -> f.resolveSibling(".").normalize().toUri().toString());
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {"由保存点写出单机的 watch.state。", "Writes the watch.state of one machine from a savepoint."})
    int export(
            @Option(names = "--savepoint", required = true) String savepoint,
            @Option(names = "--out", required = true, description = "such as data/watch.state of a stopped server")
                    Path out,
            @Option(names = "--zone", description = "the job's (default: this machine's)") @Nullable ZoneId zone)
            throws Exception {
        System.out.println(Savepoints.toFile(savepoint, out, zone == null ? ZoneId.systemDefault() : zone) + " keys");
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {"由单机的 watch.state 写出保存点。", "Writes a savepoint from the watch.state of one machine."})
    int imports(
            @Option(names = "--in", required = true, description = "such as data/watch.state of a stopped server")
                    Path in,
            @Option(names = "--savepoint", required = true, description = "a folder that is not there yet")
                    Path savepoint,
            @Option(names = "--zone", description = "the server's (default: this machine's)") @Nullable ZoneId zone)
            throws Exception {
        var to = savepoint.toAbsolutePath().toUri().toString();
        System.out.println(Savepoints.fromFile(in, to, zone == null ? ZoneId.systemDefault() : zone) + " keys");
        return 0;
    }

    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            description = {
                "测量本机：两槽与一槽、每秒观测数、每键状态字节。",
                "Measures: two slots against one, observations a second, bytes a key."
            })
    int bench(
            @Option(names = "--observations", defaultValue = "20000000", description = "about 90 bytes each on disk")
                    int observations,
            @Option(names = "--keys", defaultValue = "1000000") int keys,
            @Option(names = "--each", defaultValue = "4", description = "observations of each key") int each)
            throws Exception {
        Quiet.set(Level.SEVERE);
        return ClusterBench.run(observations, keys, each);
    }
}
