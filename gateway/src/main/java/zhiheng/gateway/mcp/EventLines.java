package zhiheng.gateway.mcp;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The data of server-sent events, as their bytes come (HTML Living Standard, 9.2.6). Other fields say nothing here. */
final class EventLines {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean some;
    private boolean afterReturn;

    void push(Buffer piece, Consumer<String> event) {
        for (int i = 0; i < piece.length(); i++) {
            byte b = piece.getByte(i);
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                line(line.toString(StandardCharsets.UTF_8), event);
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    private void line(String text, Consumer<String> event) {
        if (text.isEmpty()) {
            if (some) {
                event.accept(data.toString());
            }
            data.setLength(0);
            some = false;
        } else if (text.startsWith("data:")) {
            data.append(some ? "\n" : "").append(text, text.startsWith("data: ") ? 6 : 5, text.length());
            some = true;
        }
    }
}
