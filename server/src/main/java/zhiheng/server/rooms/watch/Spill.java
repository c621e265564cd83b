package zhiheng.server.rooms.watch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps what is written until it is known what is to stand before it; what is much goes to a file meanwhile. */
final class Spill implements AutoCloseable {
    private static final int IN_MEMORY = 1 << 20;

    private final Writer out;
    private final boolean holds;
    private final StringBuilder kept = new StringBuilder();
    private @Nullable Path file;
    private @Nullable BufferedWriter more;

    /** @param holds whether anything is kept; else all goes straight out */
    Spill(Writer out, boolean holds) {
        this.out = out;
        this.holds = holds;
    }

    void write(String text) throws IOException {
        if (!holds) {
            out.write(text);
            return;
        }
        var spilling = more;
        if (spilling == null && kept.length() + text.length() > IN_MEMORY) {
            var made = Files.createTempFile("zhiheng", ".alerts");
            file = made;
            spilling = Files.newBufferedWriter(made, StandardCharsets.UTF_8);
            more = spilling;
        }
        if (spilling != null) {
            spilling.write(text);
        } else {
            kept.append(text);
        }
    }

    void write(char[] text, int length) throws IOException {
        if (holds) {
            write(new String(text, 0, length));
        } else {
            out.write(text, 0, length);
        }
    }

    /** Writes what was kept. */
    void flush() throws IOException {
        out.append(kept);
        kept.setLength(0);
        var spilled = file;
        if (more != null && spilled != null) {
            more.close();
            try (var again = Files.newBufferedReader(spilled, StandardCharsets.UTF_8)) {
                again.transferTo(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (more != null) {
            more.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
