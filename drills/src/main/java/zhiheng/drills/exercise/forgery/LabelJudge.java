package zhiheng.drills.exercise.forgery;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.Integrity;
import zhiheng.labels.Labels;
import zhiheng.labels.label.ContentLabel;

/**
 * Says of a picture whether its label is the one that was issued for it: by what it looks like, who signed, and when. It trusts neither
 * the file's name nor anything in the file but what it can check against what was issued.
 */
final class LabelJudge {
    /** What is said of a picture. */
    enum Said {
        /** Its label is the one issued for it. */
        GENUINE,
        /** It is ours, and the label is gone. */
        REMOVED,
        /** The label was issued for another picture, or the picture is ours under another's label. */
        FOREIGN,
        /** It names us, and nobody who holds our key signed it. */
        UNSIGNED,
        /** Its number is from a time that cannot be, or was never given out. */
        MISDATED,
        /** Neither picture nor label is known. */
        UNKNOWN,
        /** It cannot be read. */
        UNREADABLE
    }

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Issued issued;
    private final Clock clock;
    private final Labels labels = new Labels();

    LabelJudge(Issued issued, Clock clock) {
        this.issued = issued;
        this.clock = clock;
    }

    Said judge(Path file) throws IOException {
        @Nullable BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            return Said.UNREADABLE;
        }
        var look = Fingerprint.of(picture);
        var found = labels.read(file).labels();
        var ours = issued.find(look);
        if (found.isEmpty()) {
            return ours.isPresent() ? Said.REMOVED : Said.UNKNOWN;
        }
        var label = found.getFirst().label();
        if (!label.contentProducer().equals(issued.producer())) {
            return ours.isPresent() ? Said.FOREIGN : Said.UNKNOWN;
        }
        if (Integrity.verify(label, Set.of(issued.key())) != Integrity.Level.VERIFIED) {
            return Said.UNSIGNED;
        }
        if (!dated(label) || !issued.has(label.produceId())) {
            return Said.MISDATED;
        }
        return issued.looksLike(label.produceId(), look) ? Said.GENUINE : Said.FOREIGN;
    }

    private boolean dated(ContentLabel label) {
        var number = label.produceId();
        try {
            var at = Instant.from(
                    TIME.withZone(ZoneOffset.UTC).parse(number.substring(0, Math.min(16, number.length()))));
            return !at.isBefore(issued.since()) && !at.isAfter(clock.instant().plus(SKEW));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
