package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * Where the log is.
 *
 * @param brokers host and port of some of its brokers, separated by commas
 * @param name of the installation, with which the names of its topics begin; the same for all its gateways and for the job
 * @param client what else a client needs to be let in, such as certificates; Kafka's own names
 */
public record StreamSettings(String brokers, String name, Map<String, String> client) {
    public static final String NAME = "zhiheng";
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
        return new StreamSettings(
                brokers,
                name.isEmpty() ? NAME : name,
                client(environment.getOrDefault("ZHIHENG_KAFKA_CLIENT", "").strip()));
    }

    private static Map<String, String> client(String file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        var read = new Properties();
        try (var in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.invalid("无法读取 " + file + "。", file + " cannot be read.")
                    .at("ZHIHENG_KAFKA_CLIENT");
        }
        var client = new HashMap<String, String>();
        read.stringPropertyNames().forEach(key -> client.put(key, read.getProperty(key, "")));
        return client;
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

    /** What every client is made with. */
    Map<String, Object> client(Map<String, ?> more) {
        var all = new HashMap<String, Object>(client);
        all.put("bootstrap.servers", brokers);
        all.putAll(more);
        return all;
    }
}
