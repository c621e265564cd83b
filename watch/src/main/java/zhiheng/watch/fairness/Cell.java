package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.mean.BoundedMean;

/** The sums of one group, or of one range of its scores: since the start, and since the present epoch began. */
final class Cell {
    final String name;
    final BoundedMean all = new BoundedMean();
    final BoundedMean recent = new BoundedMean();
    /** Its place in the order of appearance, from 1, on which its share of the budget hangs; 0 for the reference, which has none. */
    final int place;

    double statistic;
    private double due;

    Cell(String name, int place) {
        this.name = name;
        this.place = place;
    }

    /** @return whether the evidence is to be taken anew: when the epoch's sums have grown by an event and the share {@code growth} */
    boolean add(double x, double weight, double growth) {
        all.add(x, weight);
        recent.add(x, weight);
        if (recent.count() < due) {
            return false;
        }
        due = recent.count() * (1 + growth) + 1;
        return true;
    }

    void nextEpoch() {
        recent.clear();
        due = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeInt(place);
        out.writeDouble(statistic);
        out.writeDouble(due);
        all.write(out);
        recent.write(out);
    }

    static Cell read(DataInput in) throws IOException {
        Cell cell = new Cell(in.readUTF(), in.readInt());
        cell.statistic = in.readDouble();
        cell.due = in.readDouble();
        cell.all.set(BoundedMean.read(in));
        cell.recent.set(BoundedMean.read(in));
        if (cell.place < 0 || !(cell.due >= 0) || !(cell.statistic >= 0)) {
            throw new IOException("not the state of a fairness test: group " + cell.name + " has negative counts");
        }
        return cell;
    }
}
