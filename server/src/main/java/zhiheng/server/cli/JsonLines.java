package zhiheng.server.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.shell.Speech;

/**
 * JSON Lines as systems, one a line. Memory is bounded by the longest line allowed, whatever comes in; a line that is too
 * long or no UTF-8 is a system that cannot be read, and the next ones still are.
 */
final class JsonLines implements AutoCloseable {
    private final String name;
    private final InputStream in;
    private final Speech speech;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number;
    private boolean over;

    JsonLines(String name, InputStream in, Speech speech) {
        this.name = name;
        this.in = new BufferedInputStream(in, 1 << 16);
        this.speech = speech;
    }

    Stream<SystemSources.Source> sources() {
        return Stream.generate(this::next).takeWhile(Objects::nonNull).map(Objects::requireNonNull);
    }

    /** The next line that is not blank; null at the end. */
    private SystemSources.@Nullable Source next() {
        while (!over) {
            number++;
            var place = name + ":" + number;
            try {
                boolean fits = fill();
                if (!fits) {
                    return SystemSources.failing(
                            place, speech.say("一行超过 1 MiB", "a line longer than 1 MiB; make it smaller"));
                }
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line.toByteArray()))
                        .toString();
                if (!text.isBlank()) {
                    return new SystemSources.Source(place, library -> SystemFile.line(library, place, text));
                }
            } catch (CharacterCodingException e) {
                return SystemSources.failing(place, speech.say("不是 UTF-8 文本", "not UTF-8 text"));
            } catch (IOException e) {
                over = true;
                return SystemSources.failing(place, speech.say("读不下去", "cannot be read any further"));
            }
        }
        return null;
    }

    /** Reads up to the next line feed or the end; false when the line is too long, which is then passed over. */
    private boolean fill() throws IOException {
        line.reset();
        boolean fits = true;
        while (true) {
            int b = in.read();
            if (b < 0 || b == '\n') {
                over = b < 0;
                return fits;
            }
            if (line.size() < SystemFile.MAX_BYTES) {
                line.write(b);
            } else {
                fits = false;
            }
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // all that was wanted has been read
        }
    }
}
