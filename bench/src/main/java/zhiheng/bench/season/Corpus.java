package zhiheng.bench.season;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Streams of several families, always the same for one seed. */
public final class Corpus {
    /** One kind of stream. */
    interface Family {
        String name();

        /** How many streams of a corpus are of this kind. */
        int share();

        Draft draft(Random random);
    }

    private Corpus() {}

    /** The kinds that the score was tuned on. */
    public static List<Stream> tuning(long seed) {
        return of(TuningStreams.values(), seed);
    }

    /** Kinds that it was not tuned on. */
    public static List<Stream> heldOut(long seed) {
        return of(HeldOutStreams.values(), seed);
    }

    /** Signals of bodies, machines and services, with windows that hold the anomaly alone. */
    public static List<Stream> signals(long seed) {
        return exact(SignalStreams.values(), seed);
    }

    /** The same, of kinds by which nothing was chosen. */
    public static List<Stream> heldOutSignals(long seed) {
        return exact(HeldOutSignals.values(), seed);
    }

    private static List<Stream> exact(Family[] families, long seed) {
        var streams = new ArrayList<Stream>();
        for (var family : families) {
            for (int i = 0; i < family.share(); i++) {
                var random = new Random(seed * 1_000_003 + family.name().hashCode() * 31L + i);
                streams.add(family.draft(random).exact(family.name().toLowerCase(Locale.ROOT), i));
            }
        }
        return streams;
    }

    private static List<Stream> of(Family[] families, long seed) {
        var streams = new ArrayList<Stream>();
        for (var family : families) {
            for (int i = 0; i < family.share(); i++) {
                var random = new Random(seed * 1_000_003 + family.name().hashCode() * 31L + i);
                streams.add(family.draft(random).stream(family.name().toLowerCase(Locale.ROOT), i));
            }
        }
        return streams;
    }
}
