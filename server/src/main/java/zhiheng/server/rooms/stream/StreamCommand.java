package zhiheng.server.rooms.stream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.calls.CallJson;

@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "读出网关写入 Kafka 的调用记录（不含内容），每次一行 JSON；读不懂的进入死信主题。",
            "Reads the calls that gateways wrote to Kafka (no content), a line of JSON each; what cannot be read goes to the"
                    + " dead letters."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng stream --kafka localhost:9092 --to-end > calls.jsonl",
            "退出码 / exit code: 0 全部读到 all were read; 3 有缺失或读不懂的，见最后一行 some are missing or cannot be read, see the"
                    + " last line; 1 日志集群不可用 the log cannot be reached; 2 参数有误 wrong options."
        })
final class StreamCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 3;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "as for serve; also ZHIHENG_KAFKA")
    @Nullable
    String kafka;

    @Option(names = "--name", description = "of the installation; also ZHIHENG_KAFKA_NAME (zhiheng)")
    @Nullable
    String name;

    @Option(
            names = "--client",
            paramLabel = "FILE",
            description = "of Kafka's client settings; also ZHIHENG_KAFKA_CLIENT")
    @Nullable
    String client;

    @Option(
            names = "--group",
            defaultValue = "calls",
            description = "who reads: each group goes on where it was (${DEFAULT-VALUE})")
    String group = "calls";

    @Option(names = "--to-end", description = "ends with what is there now; without it, it goes on")
    boolean toEnd;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var environment = new HashMap<>(System.getenv());
        given(environment, "ZHIHENG_KAFKA", kafka);
        given(environment, "ZHIHENG_KAFKA_NAME", name);
        given(environment, "ZHIHENG_KAFKA_CLIENT", client);
        var settings = StreamSettings.of(environment);
        if (settings == null) {
            throw Refusal.invalid("请给出日志集群的地址。", "Say where the log is.").at("--kafka");
        }
        var calls = new CallsOfLog(settings, settings.name() + "-" + group);
        try (var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            calls.run(toEnd, () -> false, one -> write(out, one), () -> flush(out));
        } catch (KafkaException e) {
            throw Refusal.unavailable("日志集群无法读取：" + e.getMessage(), "The log cannot be read: " + e.getMessage(), e);
        }
        long missing = calls.numbers().missing();
        System.err.println(speech.say(
                calls.read() + " 次调用，" + calls.dead() + " 条读不懂（见 " + settings.deadLetters() + "），缺失 " + missing
                        + "，重复略过 " + calls.numbers().repeated(),
                "calls " + calls.read() + ", unreadable " + calls.dead() + " (see " + settings.deadLetters()
                        + "), missing " + missing + ", told again and left out "
                        + calls.numbers().repeated()));
        return missing + calls.dead() > 0 ? INCOMPLETE : 0;
    }

    private static void given(HashMap<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void write(BufferedWriter out, CallsOfLog.One one) {
        var json = new LinkedHashMap<String, Object>();
        json.put("gateway", one.gateway());
        json.put("number", one.number());
        json.put("system", one.call().system());
        json.putAll(CallJson.of(one.call()));
        try {
            out.write(JsonOut.compact(json));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(BufferedWriter out) {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
