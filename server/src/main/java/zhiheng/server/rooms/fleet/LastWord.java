package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import zhiheng.base.OwnerOnly;

/**
 * When a gateway last heard its office, and what then is to hold when it hears it no more. Both outlive the process: who was cut off
 * before a restart is cut off after it.
 */
final class LastWord {
    private static final Duration NOTE_EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final Clock clock;
    private volatile CutOff cutOff = CutOff.DEFAULT;
    private volatile long heardNanos;
    private volatile long notedNanos;
    private volatile boolean everHeard;

    /** Recalls what an earlier process noted. */
    LastWord(Path file, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        var silent = CutOff.DEFAULT.stop();
        if (Files.exists(file)) {
            silent = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
            var words = Files.readString(file).strip().split(" ");
            if (words.length == 3) {
                cutOff = CutOff.of(Long.parseLong(words[0]), words[1], Long.parseLong(words[2]));
            }
        }
        heardNanos = System.nanoTime() - Math.max(0, silent.toNanos());
    }

    /** It was heard at that moment, and said this. */
    void heard(long nanos, CutOff said) {
        heardNanos = nanos;
        everHeard = true;
        cutOff = said;
    }

    /** Writes it down where that was not done just now, or {@code anyway}. */
    void note(boolean anyway) throws IOException {
        long asked = heardNanos;
        if (anyway || asked - notedNanos > NOTE_EVERY.toNanos() || notedNanos == 0) {
            notedNanos = asked;
            var said = cutOff;
            try (var out = OwnerOnly.write(file)) {
                out.write((said.after().toSeconds() + " " + said.stateId() + " "
                                + said.stop().toSeconds())
                        .getBytes(StandardCharsets.US_ASCII));
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
    }

    CutOff cutOff() {
        return cutOff;
    }

    /** Whether this process heard it at all. */
    boolean everHeard() {
        return everHeard;
    }

    /** How long ago. */
    Duration silent() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - heardNanos));
    }
}
