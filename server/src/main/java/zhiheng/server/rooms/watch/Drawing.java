package zhiheng.server.rooms.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import zhiheng.watch.Breaches.Breach;

/**
 * Keeps what a drawing of a replay needs, whatever the file's length: at most {@value #BUCKETS} stretches of time with the mean,
 * least and largest value and the largest score of each, the first alerts, and the most unusual points. When the stretches are
 * full, neighbours are joined and each is twice as long.
 */
public final class Drawing implements Replay.Listener {
    private static final int BUCKETS = 1_000;
    private static final int ALERTS = 200;
    private static final int POINTS = 10;

    /** A stretch of the stream. */
    public record Bucket(long time, double mean, double low, double high, double score) {}

    /** A point of a score. */
    public record Point(String timestamp, long time, double value, double score) {}

    private static final class Open {
        long time;
        long count;
        double sum;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double score;

        void take(long at, double value, double scored) {
            if (count == 0) {
                time = at;
            }
            count++;
            sum += value;
            low = Math.min(low, value);
            high = Math.max(high, value);
            score = Math.max(score, scored);
        }

        void join(Open other) {
            count += other.count;
            sum += other.sum;
            low = Math.min(low, other.low);
            high = Math.max(high, other.high);
            score = Math.max(score, other.score);
        }
    }

    private final List<Open> buckets = new ArrayList<>();
    private long perBucket = 1;
    private final List<Breach> alerts = new ArrayList<>();
    private long moreAlerts;
    private final PriorityQueue<Point> unusual = new PriorityQueue<>((a, b) -> Double.compare(a.score(), b.score()));

    @Override
    public void row(String timestamp, long time, double value, double score) {
        if (Double.isFinite(value)) {
            draw(time, value, score);
            unusual.add(new Point(timestamp, time, value, score));
            if (unusual.size() > POINTS) {
                unusual.poll();
            }
        }
    }

    @Override
    public void taken(long time, double value) {
        if (Double.isFinite(value)) {
            draw(time, value, 0);
        }
    }

    private void draw(long time, double value, double score) {
        if (buckets.isEmpty() || buckets.getLast().count >= perBucket) {
            if (buckets.size() == BUCKETS) {
                for (int i = 0; i < BUCKETS / 2; i++) {
                    buckets.get(2 * i).join(buckets.get(2 * i + 1));
                    buckets.set(i, buckets.get(2 * i));
                }
                buckets.subList(BUCKETS / 2, BUCKETS).clear();
                perBucket *= 2;
            }
            buckets.add(new Open());
        }
        buckets.getLast().take(time, value, score);
    }

    @Override
    public void breach(Breach alert) {
        if (alerts.size() < ALERTS) {
            alerts.add(alert);
        } else {
            moreAlerts++;
        }
    }

    public List<Bucket> buckets() {
        return buckets.stream()
                .map(b -> new Bucket(b.time, b.sum / b.count, b.low, b.high, b.score))
                .toList();
    }

    public List<Breach> alerts() {
        return List.copyOf(alerts);
    }

    public long moreAlerts() {
        return moreAlerts;
    }

    /** The most unusual points, the most unusual first. */
    public List<Point> unusual() {
        return unusual.stream()
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .toList();
    }
}
