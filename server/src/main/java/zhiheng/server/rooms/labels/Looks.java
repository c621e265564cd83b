package zhiheng.server.rooms.labels;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import zhiheng.office.OfficeStore;
import zhiheng.provenance.fingerprint.Fingerprint;
import zhiheng.provenance.fingerprint.FingerprintIndex;
import zhiheng.provenance.fingerprint.Pdq;
import zhiheng.provenance.fingerprint.PictureFile;

/**
 * Where a picture comes from, by its look: the pictures labelled here that it looks like. The index is made for the first who asks and
 * kept up from the database before each answer, since other servers write there too. A look is no proof: it says where to look.
 */
final class Looks {
    /** The nearest that are told. */
    private static final int MOST = 5;

    private static final int PAGE = 10_000;
    /** Another server's act may come later than one with a higher id, by what clocks differ and transactions last. */
    private static final Duration LATE = Duration.ofMinutes(10);

    /** A picture that was labelled here. */
    record Known(String id, Instant madeAt, String produceId, String producer, Fingerprint look) {}

    /**
     * A picture that looks like it.
     *
     * @param bits in how many of 256 the two differ; {@code turned} whether only when it is turned or mirrored
     */
    record Origin(Known known, int bits, boolean turned) {}

    private final OfficeStore store;
    private final FingerprintIndex index = new FingerprintIndex();
    private final List<Known> known = new ArrayList<>();
    private final Set<String> recent = new HashSet<>();
    private String last = "";

    Looks(OfficeStore store) {
        this.store = store;
    }

    /** The pictures labelled here that a file looks like, nearest first; none for what is no picture or too plain to tell. */
    List<Origin> origins(Path file) {
        var picture = PictureFile.read(file);
        if (picture.isEmpty()) {
            return List.of();
        }
        var looks = Pdq.turned(picture.get());
        if (looks.getFirst().quality() < Fingerprint.PLAIN) {
            return List.of();
        }
        return near(looks);
    }

    private synchronized List<Origin> near(List<Fingerprint> looks) {
        catchUp();
        var origins = new LinkedHashMap<Integer, Origin>();
        for (var look : looks) {
            for (var hit : index.near(look, FingerprintIndex.FAR, MOST)) {
                var origin = new Origin(known.get(hit.number()), hit.distance(), look != looks.getFirst());
                origins.merge(hit.number(), origin, (one, other) -> one.bits <= other.bits ? one : other);
            }
        }
        return origins.values().stream()
                .sorted((a, b) -> Integer.compare(a.bits, b.bits))
                .limit(MOST)
                .toList();
    }

    private void catchUp() {
        String from = last.isEmpty() ? "" : before(last);
        List<Known> more;
        do {
            String after = from;
            more = store.read(tx -> LookRows.in(tx).after(after, PAGE));
            for (var one : more) {
                if (recent.add(one.id)) {
                    index.add(one.look);
                    known.add(one);
                }
            }
            from = more.isEmpty() ? from : more.getLast().id;
        } while (more.size() == PAGE);
        if (from.compareTo(last) > 0) {
            last = from;
        }
        String old = last.isEmpty() ? "" : before(last);
        recent.removeIf(id -> id.compareTo(old) <= 0);
    }

    /** The first id of a time before, since ids begin with milliseconds. */
    private static String before(String id) {
        long millis = HexFormat.fromHexDigitsToLong(id, 0, 12) - LATE.toMillis();
        return HexFormat.of().toHexDigits(Math.max(0, millis), 12);
    }
}
