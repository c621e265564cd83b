package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.mean.BoundedMean;

/** One group, or one range of its scores, in each stratum. */
final class Group {
    final String name;
    /** The group that it is compared with; its own name for that group itself, empty where none is. */
    final String reference;
    /** Its place in the order of appearance, from 1, on which its share of the budget hangs; 0 for a reference, which has none. */
    final int place;
    /** By stratum, those not seen yet null. */
    @Nullable
    Cell[] cells = new Cell[1];

    double statistic;
    double logAll;
    double logRecent;

    Group(String name, String reference, int place) {
        this.name = name;
        this.reference = reference;
        this.place = place;
    }

    boolean isReference() {
        return name.equals(reference);
    }

    Cell cell(int stratum) {
        if (stratum >= cells.length) {
            cells = Arrays.copyOf(cells, stratum + 1);
        }
        Cell cell = cells[stratum];
        if (cell == null) {
            cell = new Cell();
            cells[stratum] = cell;
        }
        return cell;
    }

    @Nullable
    Cell in(int stratum) {
        return stratum < cells.length ? cells[stratum] : null;
    }

    Stream<Cell> cells() {
        return Arrays.stream(cells).filter(Objects::nonNull);
    }

    /** All strata together. */
    BoundedMean all() {
        return sum(false);
    }

    BoundedMean recent() {
        return sum(true);
    }

    private BoundedMean sum(boolean recent) {
        var sum = new BoundedMean();
        cells().forEach(cell -> sum.merge(recent ? cell.recent : cell.all));
        return sum;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeUTF(reference);
        out.writeInt(place);
        out.writeDouble(statistic);
        out.writeDouble(logAll);
        out.writeDouble(logRecent);
        out.writeInt(cells.length);
        for (Cell cell : cells) {
            out.writeBoolean(cell != null);
            if (cell != null) {
                cell.write(out);
            }
        }
    }

    static Group read(DataInput in, int mostStrata) throws IOException {
        var group = new Group(in.readUTF(), in.readUTF(), in.readInt());
        group.statistic = in.readDouble();
        group.logAll = in.readDouble();
        group.logRecent = in.readDouble();
        int strata = in.readInt();
        if (group.place < 0 || !(group.statistic >= 0) || strata < 1 || strata > mostStrata) {
            throw new IOException("not the state of a fairness test: group " + group.name);
        }
        group.cells = new Cell[strata];
        for (int i = 0; i < strata; i++) {
            if (in.readBoolean()) {
                group.cells[i] = Cell.read(in);
            }
        }
        return group;
    }
}
