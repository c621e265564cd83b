package zhiheng.watch.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import zhiheng.base.Refusal;

/**
 * How a client is let in to the log: certificates, who it is, and how it holds its connections, in Kafka's own names. What decides about
 * exactly once (acknowledgements, transactions, isolation, groups) is the program's and is refused here. Values are secrets: no text of this
 * object has one.
 */
public record LogClient(Map<String, String> settings) {
    public static final LogClient PLAIN = new LogClient(Map.of());

    private static final List<String> ALLOWED = List.of(
            "security.",
            "ssl.",
            "sasl.",
            "config.providers",
            "client.dns.lookup",
            "client.rack",
            "connections.max.idle.ms",
            "metadata.max.age.ms",
            "reconnect.backoff.",
            "retry.backoff.",
            "socket.connection.setup.timeout.",
            "send.buffer.bytes",
            "receive.buffer.bytes");
    private static final int LONGEST = 64 << 10;

    public LogClient {
        settings = Map.copyOf(settings);
    }

    /** @param file of properties, in UTF-8. @param where it was named, for whoever reads the refusal */
    public static LogClient of(Path file, String where) {
        var read = new Properties();
        try {
            if (Files.size(file) > LONGEST) {
                throw Refusal.invalid(
                                file + " 超过 64 kB，不是客户端设置。",
                                file + " has more than 64 kB; that is no file of client settings.")
                        .at(where);
            }
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(in);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.invalid("无法读取 " + file + "。", file + " cannot be read.")
                    .at(where);
        }
        var settings = new TreeMap<String, String>();
        for (var name : read.stringPropertyNames()) {
            if (ALLOWED.stream().noneMatch(name::startsWith)) {
                throw Refusal.invalid(
                                file + " 中的 " + name + " 不可在此设置；可用 security.*、ssl.*、sasl.*、config.providers*"
                                        + " 和连接参数。",
                                name + " in " + file + " is not set there; what may be is security.*, ssl.*, sasl.*,"
                                        + " config.providers* and how connections are held.")
                        .at(where);
            }
            settings.put(name, read.getProperty(name, "").strip());
        }
        return new LogClient(settings);
    }

    /** Names alone. */
    @Override
    public String toString() {
        return "LogClient" + settings.keySet().stream().sorted().toList();
    }
}
