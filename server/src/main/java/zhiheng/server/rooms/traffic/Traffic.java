package zhiheng.server.rooms.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What passed in a time, stretch by stretch, oldest first; a stretch without calls is there and empty.
 *
 * @param stretches of one length each
 */
public record Traffic(Span span, List<Stretch> stretches) {
    /** How far back to look, and in which steps. */
    public enum Span {
        HOUR(16, Duration.ofMinutes(1), 60),
        DAY(15, Duration.ofMinutes(10), 144),
        MONTH(13, Duration.ofHours(1), 720);

        public final int letters;
        private final Duration step;
        public final int steps;

        Span(int letters, Duration step, int steps) {
            this.letters = letters;
            this.step = step;
            this.steps = steps;
        }

        public Duration step() {
            return step;
        }

        public Instant begin(Instant now) {
            long seconds = step.toSeconds();
            return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) - steps + 1) * seconds);
        }
    }

    /** Counts by name, see {@link TrafficRows}; a name that is absent was counted 0 times. */
    public record Stretch(Instant start, Map<String, Long> counts) {
        public long of(String what) {
            return counts.getOrDefault(what, 0L);
        }
    }

    public Traffic {
        stretches = List.copyOf(stretches);
    }

    /** Names that begin with {@code prefix}, without it, the most frequent first. */
    public List<String> names(String prefix) {
        return total().counts().entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> e.getKey().substring(prefix.length()))
                .toList();
    }

    /** All stretches as one. */
    public Stretch total() {
        return sum(stretches);
    }

    private static Stretch sum(List<Stretch> stretches) {
        var sum = new HashMap<String, Long>();
        stretches.forEach(s -> s.counts().forEach((what, times) -> sum.merge(what, times, Long::sum)));
        return new Stretch(stretches.getFirst().start(), sum);
    }

    /** The same in fewer, longer stretches. */
    public Traffic inAtMost(int points) {
        int each = (stretches.size() + points - 1) / points;
        var longer = new ArrayList<Stretch>();
        for (int i = 0; i < stretches.size(); i += each) {
            longer.add(sum(stretches.subList(i, Math.min(stretches.size(), i + each))));
        }
        return new Traffic(span, longer);
    }

    /**
     * How long a share {@code p} of the passed calls took at most, in milliseconds, NaN when none passed. Known within 13 %: times
     * are counted in steps of a tenth of a power of ten.
     */
    public static double quantile(Stretch stretch, double p) {
        var buckets = IntStream.range(0, LatencyStep.COUNT)
                .mapToLong(b -> stretch.of(LatencyStep.PREFIX + b))
                .toArray();
        long all = java.util.Arrays.stream(buckets).sum();
        if (all == 0) {
            return Double.NaN;
        }
        double wanted = p * all;
        long below = 0;
        for (int b = 0; ; b++) {
            if (buckets[b] > 0 && below + buckets[b] >= wanted) {
                return LatencyStep.millis(b, (wanted - below) / buckets[b]);
            }
            below += buckets[b];
        }
    }
}
