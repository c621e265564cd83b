package zhiheng.server.ground.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes an event as text. Plain: time, level, request, logger, message, then the stack indented; a line break inside a message is
 * escaped, so that what a caller sent cannot pretend to be a line of its own. JSON: one object a line with the same parts.
 */
final class LogLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private final boolean json;

    LogLines(boolean json) {
        this.json = json;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (json ? json(event) : plain(event)).getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(event.getInstant())
                .append(String.format(Locale.ROOT, " %-5s ", event.getLevel()));
        var request = request(event);
        if (!request.isEmpty()) {
            line.append('[').append(request).append("] ");
        }
        line.append(event.getLoggerName()).append(": ").append(oneLine(message(event)));
        pairs(event)
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(oneLine(value)));
        line.append('\n');
        var stack = stack(event);
        if (!stack.isEmpty()) {
            stack.lines().forEach(at -> line.append("    ").append(oneLine(at)).append('\n'));
        }
        return line.toString();
    }

    private static String json(ILoggingEvent event) {
        var line = new StringBuilder(240).append('{');
        member(line, "time", event.getInstant().toString());
        member(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        member(line, "logger", event.getLoggerName());
        member(line, "thread", event.getThreadName());
        member(line, "request", request(event));
        member(line, "message", message(event));
        pairs(event).forEach((name, value) -> member(line, name, value));
        member(line, "error", stack(event));
        return line.append("}\n").toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        line.append(line.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
        line.append(JsonStringEncoder.getInstance().quoteAsCharArray(value)).append('"');
    }

    private static String request(ILoggingEvent event) {
        return event.getMDCPropertyMap().getOrDefault(RequestId.KEY, "");
    }

    private static String message(ILoggingEvent event) {
        return Secrets.hidden(String.valueOf(event.getFormattedMessage()));
    }

    /** What the event says beside its message, name by name. */
    private static Map<String, String> pairs(ILoggingEvent event) {
        var pairs = new LinkedHashMap<String, String>();
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> pairs.put(pair.key, Secrets.hidden(String.valueOf(pair.value))));
        }
        return pairs;
    }

    private static String stack(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return thrown == null
                ? ""
                : Secrets.hidden(ThrowableProxyUtil.asString(thrown).strip());
    }

    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("    ");
                default -> {
                    if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                        line.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        line.appendCodePoint(c);
                    }
                }
            }
        });
        return line.toString();
    }
}
