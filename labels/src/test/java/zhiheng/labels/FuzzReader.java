package zhiheng.labels;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.FormatDetector;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Format;

/**
 * What a fuzzer calls, in Jazzer's form: one format's reader and writer on any bytes. Only {@link BadFile} may leave them, and
 * a file that was written must be readable again. {@code labels/fuzz} runs it, {@link FuzzReplayTest} replays what it found.
 */
public final class FuzzReader {
    /** Tighter than in use, so that a breach shows in small files. */
    private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 20_000, 32);

    private static final ContentLabel LABEL = FormatChecks.LABEL;
    private static Format format = Format.JPEG;
    private static FileChannel scratch = scratch();

    private FuzzReader() {}

    private static FileChannel scratch() {
        try {
            Path file = Files.createTempFile("fuzz", ".tmp");
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param args the name of a {@link Format} */
    public static void fuzzerInitialize(String[] args) {
        format = Format.valueOf(args[0]);
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        run(format, data);
    }

    static void run(Format format, byte[] data) throws IOException {
        LabelFormat how = Formats.of(format);
        if (how == null || data.length == 0) {
            return;
        }
        FormatDetector.detect(new Source(data), "a.md");
        var found = new Found(LIMITS);
        try {
            how.read(new Source(data), found);
            scratch.truncate(0);
            var sink = new Sink(scratch, data.length);
            how.write(new Source(data), sink, LABEL, LIMITS);
            sink.flush();
        } catch (BadFile e) {
            return;
        }
        try {
            how.read(Source.glance(scratch), new Found(Limits.DEFAULT));
        } catch (BadFile e) {
            // such a copy gets no name: Labels reads everything back
        }
    }
}
