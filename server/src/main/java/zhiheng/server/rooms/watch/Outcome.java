package zhiheng.server.rooms.watch;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.watch.Counters;
import zhiheng.watch.Observation;

/**
 * How much of a file was taken. What was not is no small print: a run that read nothing has found nothing, and rows that come late and
 * are left out are seldom like those that come in time.
 *
 * @param rows besides the heading
 * @param taken that a detector has seen
 * @param missing with no value, which is known and no fault
 * @param unread with no moment, or no number
 * @param firstUnread its line, 0 for none, and {@code example}, what stands there
 * @param late set aside since they are older than the newest by more than an hour
 * @param other set aside for other reasons: a weight of zero, a value outside its range, a leap of time
 * @param meanTaken and {@code meanLate}: the means of what was taken and of what came late, NaN for none
 */
public record Outcome(
        long rows,
        long taken,
        long missing,
        long unread,
        long firstUnread,
        String example,
        long late,
        long other,
        double meanTaken,
        double meanLate) {

    /** Whether all that has a value was taken. */
    public boolean isWhole() {
        return rows > 0 && taken + missing == rows && taken > 0;
    }

    /** The share of the rows that was left out. */
    public double leftOut() {
        return rows == 0 ? 1 : (double) (rows - taken - missing) / rows;
    }

    /** What was left out, and what to do about it; null where {@link #isWhole}. */
    public @Nullable Text trouble() {
        if (isWhole()) {
            return null;
        }
        if (rows == 0) {
            return new Text("没有数据：文件中没有任何一行观测。", "No data: the file has no row of observations.");
        }
        var zh = new StringBuilder("注意：" + rows + " 行中只采用了 " + taken + " 行，结果只就这些行而言。");
        var en = new StringBuilder(
                "Mind: of " + rows + " rows " + taken + " were taken, and the result speaks of those alone.");
        if (unread > 0) {
            zh.append(unread + " 行无法读取，首行为第 " + firstUnread + " 行（" + example + "）。");
            en.append(" " + unread + " could not be read, the first is line " + firstUnread + " (" + example + ").");
        }
        if (late > 0) {
            zh.append(late + " 行比最新的观测早一小时以上，未采用；其平均值为 " + figure(meanLate) + "，已采用的为 " + figure(meanTaken)
                    + "。标签流请用 --order arrival，顺序颠倒的文件请用 --order sorted。");
            en.append(" " + late + " came more than an hour after later ones and were set aside; their mean is "
                    + figure(meanLate) + ", that of those taken " + figure(meanTaken)
                    + ". Take a stream of labels with --order arrival, a file in another order with --order sorted.");
        }
        if (other > 0) {
            zh.append(other + " 行因权重、取值范围或时间跳跃未采用。");
            en.append(" " + other + " were set aside for their weight, a value out of range or a leap of time.");
        }
        if (missing > 0) {
            zh.append(missing + " 行没有值。");
            en.append(" " + missing + " have no value.");
        }
        return new Text(zh.toString(), en.toString());
    }

    private static String figure(double mean) {
        return Double.isNaN(mean) ? "–" : String.format(Locale.ROOT, "%.4g", mean);
    }

    /** Counts while a file is read. */
    static final class Tally {
        private static final int LONGEST_EXAMPLE = 60;

        private long taken;
        private long missing;
        private long unread;
        private long firstUnread;
        private String example = "";
        private long late;
        private long other;
        private double sumTaken;
        private double sumLate;

        void unread(long line, List<String> fields) {
            if (unread++ == 0) {
                firstUnread = line;
                var text = String.join(",", fields).replaceAll("\\p{Cntrl}", " ");
                example = text.length() > LONGEST_EXAMPLE ? text.substring(0, LONGEST_EXAMPLE) + "…" : text;
            }
        }

        /** A row of a score, which takes every value and no gap. */
        void taken(Observation o) {
            if (Double.isNaN(o.value())) {
                missing++;
            } else {
                taken++;
                sumTaken += o.value();
            }
        }

        /** A row that the watch was given, by what it has counted since the start. */
        void watched(Observation o, Counters now) {
            if (Double.isNaN(o.value())) {
                missing++;
            } else if (now.taken() > taken) {
                taken++;
                sumTaken += o.value();
            } else if (now.late() > late) {
                late++;
                sumLate += o.value();
            } else {
                other++;
            }
        }

        Outcome outcome() {
            return new Outcome(
                    taken + missing + unread + late + other,
                    taken,
                    missing,
                    unread,
                    firstUnread,
                    example,
                    late,
                    other,
                    taken == 0 ? Double.NaN : sumTaken / taken,
                    late == 0 ? Double.NaN : sumLate / late);
        }
    }
}
