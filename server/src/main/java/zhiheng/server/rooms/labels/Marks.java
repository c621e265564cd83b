package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.labels.LabelException;
import zhiheng.office.OfficeStore;
import zhiheng.provenance.watermark.MarkedFile;
import zhiheng.provenance.watermark.PictureMark;
import zhiheng.server.ground.http.SentFile;

/**
 * Watermarks of pictures and sounds: written before the label, and looked for in files that are asked about. The key is {@code mark.key} in the data
 * folder, made when the first mark is written; as long as there is none, nothing is looked for.
 */
final class Marks {
    /** What the ledger knows of a mark: the act, and the label that was written with it. */
    record Marked(String id, Instant madeAt, String produceId, String producer) {}

    /**
     * A mark in a file.
     *
     * @param mark its 64 bits; {@code clear} how far it stands out of noise, in standard deviations
     * @param marked empty for a mark of this key that was not written by this server
     */
    record Hit(String mark, double clear, Optional<Marked> marked) {}

    /** A large picture takes some hundred megabytes while it is worked on. */
    private static final int AT_ONCE = 2;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final OfficeStore store;
    private final Path file;
    private final Semaphore few = new Semaphore(AT_ONCE);
    private @Nullable MarkedFile known;

    Marks(OfficeStore store, Path file) {
        this.store = store;
        this.file = file;
    }

    Optional<Hit> find(Path content) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        few.acquireUninterruptibly();
        try {
            return mark().find(content).map(found -> {
                var digits = HexFormat.of().toHexDigits(found.payload());
                return new Hit(
                        digits, found.clear(), store.read(tx -> MarkRows.in(tx).of(digits)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            few.release();
        }
    }

    /** Writes a marked copy. Returns its mark, which nothing else has. */
    String embed(SentFile in, SentFile out) throws LabelException {
        long payload = RANDOM.nextLong();
        few.acquireUninterruptibly();
        try {
            mark().embed(in.path(), out.path(), payload, PictureMark.DECIBELS);
            return HexFormat.of().toHexDigits(payload);
        } catch (MarkedFile.Unmarkable e) {
            throw new LabelException(in.name(), e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            few.release();
        }
    }

    private synchronized MarkedFile mark() {
        var mark = known;
        if (mark == null) {
            try {
                mark = new MarkedFile(Files.exists(file) ? MarkKeyFile.read(file) : MarkKeyFile.generate(file));
            } catch (IOException e) {
                throw Refusal.unavailable(
                        "水印密钥 " + file.getFileName() + " 无法读取或创建。",
                        "The key of watermarks " + file.getFileName() + " can be neither read nor made.",
                        e);
            }
            known = mark;
        }
        return mark;
    }
}
