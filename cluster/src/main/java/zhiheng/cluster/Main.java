package zhiheng.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands of the cluster: {@code ./zhiheng cluster …}. */
@Command(
        name = "zhiheng cluster",
        mixinStandardHelpOptions = true,
        description = {"过一台机器之后：以 Flink 作业在 Kafka 之上运行同一套监测。", "Past one machine: the same monitors as a Flink job over Kafka."})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Quiet.set(Level.WARNING);
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Command(
            name = "broker",
            mixinStandardHelpOptions = true,
            description = {"一个 Kafka 节点，供试用；正式使用请用三个。", "One Kafka broker, for trials; in earnest use three."})
    int broker(
            @Option(names = "--data", required = true, description = "文件夹；folder of its own") Path data,
            @Option(names = "--port", defaultValue = "9092") int port,
            @Option(names = "--controller-port", defaultValue = "9093") int controllerPort)
            throws IOException {
        Broker.run(data.toAbsolutePath(), port, controllerPort);
        return 0;
    }
}
