package zhiheng.server.rooms.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.watch.wire.LogClient;

/**
 * Where the log is.
 *
 * @param brokers host and port of some of its brokers, separated by commas
 * @param name of the installation, with which the names of its topics begin; the same for all its gateways and for the job
 * @param client what else a client needs to be let in, such as certificates
 * @param patience how long a broker may take to answer before it is not there
 */
public record StreamSettings(String brokers, String name, LogClient client, Duration patience) {
    public static final String NAME = "zhiheng";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*");
    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** From ZHIHENG_KAFKA, ZHIHENG_KAFKA_NAME and ZHIHENG_KAFKA_CLIENT, a file of client settings; null where no broker is named. */
    public static @Nullable StreamSettings of(Map<String, String> environment) {
        var brokers = environment.getOrDefault("ZHIHENG_KAFKA", "").strip();
        if (brokers.isEmpty()) {
            return null;
        }
        if (!BROKERS.matcher(brokers).matches()) {
            throw Refusal.invalid(
                            "须为 主机:端口，多个以逗号分隔，例如 kafka-1:9092,kafka-2:9092。",
                            "must be host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092.")
                    .at("ZHIHENG_KAFKA");
        }
        var name = environment.getOrDefault("ZHIHENG_KAFKA_NAME", "").strip();
        if (!name.isEmpty() && !NAMES.matcher(name).matches()) {
            throw Refusal.invalid("只可用小写字母、数字和连字符，至多63个。", "takes small letters, digits and hyphens, 63 at most.")
                    .at("ZHIHENG_KAFKA_NAME");
        }
        var file = environment.getOrDefault("ZHIHENG_KAFKA_CLIENT", "").strip();
        return new StreamSettings(
                brokers,
                name.isEmpty() ? NAME : name,
                file.isEmpty() ? LogClient.PLAIN : LogClient.of(Path.of(file), "ZHIHENG_KAFKA_CLIENT"));
    }

    StreamSettings(String brokers, String name, LogClient client) {
        this(brokers, name, client, PATIENCE);
    }

    /** The calls themselves, those of one gateway in their order. */
    String interactions() {
        return name + ".interactions";
    }

    String deadLetters() {
        return name + ".dead";
    }

    String observations() {
        return name + ".observations";
    }

    String alerts() {
        return name + ".alerts";
    }

    /** To where each gateway has published, by its name; a compacted topic. */
    String published() {
        return name + ".published";
    }

    /** What every client is made with: none waits for longer than {@link #patience}. */
    Map<String, Object> client(Map<String, ?> more) {
        var all = new HashMap<String, Object>(client.settings());
        all.put("bootstrap.servers", brokers);
        all.put("request.timeout.ms", millis(1));
        all.putAll(more);
        return all;
    }

    /** What a client that reads is made with. */
    Map<String, Object> reader(Map<String, ?> more) {
        var all = client(more);
        all.put("default.api.timeout.ms", millis(1));
        return all;
    }

    /** So many times the patience. */
    String millis(int times) {
        return Long.toString(times * patience.toMillis());
    }
}
