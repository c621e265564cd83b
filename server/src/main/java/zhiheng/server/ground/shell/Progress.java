package zhiheng.server.ground.shell;

import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that tells how far a long command has come; silent when nobody watches. */
public final class Progress {
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean watched;
    private final long start = System.nanoTime();
    private long shown = start;
    private int width;

    public Progress() {
        this(System.err, System.console() != null && System.console().isTerminal());
    }

    public Progress(PrintStream out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    /** @param text what is counted, after the number of files and the rate */
    public void show(long done, String text) {
        if (!watched) {
            return;
        }
        long now = System.nanoTime();
        if (now - shown < EVERY_NANOS) {
            return;
        }
        shown = now;
        var line = String.format(Locale.ROOT, "%,d  %,.0f/s  %s", done, done / seconds(), text);
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    /** Clears the line. */
    public void end() {
        if (watched && width > 0) {
            out.print("\r" + " ".repeat(width * 2) + "\r");
            out.flush();
            width = 0;
        }
    }

    public double seconds() {
        return Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    }
}
