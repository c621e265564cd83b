package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.mean.BoundedMean;
import zhiheng.watch.rate.Dependence;

/** The sums of one group in one stratum: since the start, and since the present epoch began; and the evidence at its latest look. */
final class Cell {
    final BoundedMean all = new BoundedMean();
    final BoundedMean recent = new BoundedMean();
    /** ln of the evidence that the group lies too low, or too high, since the start and in the epoch. */
    double lowAll;

    double highAll;
    double lowRecent;
    double highRecent;

    private double due;

    /** How alike neighbours of the cell are; null where they are known to be independent. */
    @Nullable
    Dependence dependence;

    // the block that is filling
    private int wanted;
    private int filled;
    private double weight;
    private double sum;

    /** @return whether the evidence is to be taken anew: when the epoch's sums have grown by an event and the share {@code growth} */
    boolean add(double x, double more, double growth) {
        all.add(x, more);
        recent.add(x, more);
        if (recent.count() < due) {
            return false;
        }
        due = recent.count() * (1 + growth) + 1;
        return true;
    }

    /** @return whether a block is full, which then counts as one observation with {@link #mean} and {@link #meanWeight} */
    boolean fills(double x, double more, int block) {
        if (filled == 0) {
            wanted = block;
            weight = 0;
            sum = 0;
        }
        filled++;
        weight += more;
        sum += more * x;
        return filled >= wanted;
    }

    double mean() {
        return Math.clamp(sum / weight, 0, 1);
    }

    double meanWeight() {
        double mean = weight / filled;
        filled = 0;
        return mean;
    }

    void nextEpoch() {
        recent.clear();
        due = 0;
        lowRecent = 0;
        highRecent = 0;
    }

    void write(DataOutput out) throws IOException {
        for (double number : new double[] {due, lowAll, highAll, lowRecent, highRecent, weight, sum}) {
            out.writeDouble(number);
        }
        out.writeInt(wanted);
        out.writeInt(filled);
        all.write(out);
        recent.write(out);
        out.writeBoolean(dependence != null);
        if (dependence != null) {
            dependence.write(out);
        }
    }

    static Cell read(DataInput in) throws IOException {
        Cell cell = new Cell();
        cell.due = in.readDouble();
        cell.lowAll = in.readDouble();
        cell.highAll = in.readDouble();
        cell.lowRecent = in.readDouble();
        cell.highRecent = in.readDouble();
        cell.weight = in.readDouble();
        cell.sum = in.readDouble();
        cell.wanted = in.readInt();
        cell.filled = in.readInt();
        cell.all.set(BoundedMean.read(in));
        cell.recent.set(BoundedMean.read(in));
        if (in.readBoolean()) {
            cell.dependence = Dependence.ofPromiseForEver();
            cell.dependence.read(in);
        }
        if (!(cell.due >= 0) || cell.filled < 0 || cell.wanted < 0) {
            throw new IOException("not the state of a fairness test: negative counts");
        }
        return cell;
    }
}
