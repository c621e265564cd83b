package zhiheng.drills.exercise.forgery;

import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a producer issued: each number with the look of its picture.
 *
 * @param producer its 27-character code
 * @param key the public key that signs its labels, as {@link zhiheng.labels.Integrity#publicKey} gives it
 * @param since when it began to issue; a label from before cannot be its own
 */
record Issued(String producer, String key, Instant since, Map<String, List<Fingerprint>> pictures) {
    /**
     * The most bits in which the same picture may differ. Unlike ones differ in 128 of 256, with a deviation of 8 where bits are
     * independent; how often strangers are taken for ours is measured by the drill itself.
     */
    private static final int NEAR = 84;

    Issued(String producer, String key, Instant since) {
        this(producer, key, since, new HashMap<>());
    }

    void add(String number, BufferedImage picture) {
        pictures.put(number, Fingerprint.windows(picture));
    }

    boolean has(String number) {
        return pictures.containsKey(number);
    }

    /** Whether a picture looks like the one that was issued under this number. */
    boolean looksLike(String number, Fingerprint picture) {
        return distance(pictures.getOrDefault(number, List.of()), picture) <= NEAR;
    }

    /** The number of the picture that it looks like most; empty where it looks like none. */
    Optional<String> find(Fingerprint picture) {
        @Nullable String best = null;
        int nearest = NEAR + 1;
        for (var entry : new ArrayList<>(pictures.entrySet())) {
            int distance = distance(entry.getValue(), picture);
            if (distance < nearest) {
                nearest = distance;
                best = entry.getKey();
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(List<Fingerprint> windows, Fingerprint picture) {
        return windows.stream().mapToInt(picture::distance).min().orElse(Fingerprint.APART);
    }
}
