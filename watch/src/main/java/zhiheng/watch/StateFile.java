package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The file of a {@link Watch}'s states: version, counters, number of keys, then for each its names and what {@link KeyWatch} wrote. */
public final class StateFile {
    private static final int VERSION = 4;

    private StateFile() {}

    /** What stands before the keys. */
    public static void head(DataOutput out, Tally tally, int keys) throws IOException {
        out.writeInt(VERSION);
        tally.write(out);
        out.writeInt(keys);
    }

    /** What stands before a key's state. */
    public static void name(DataOutput out, Key key) throws IOException {
        out.writeUTF(key.system());
        out.writeUTF(key.metric());
    }

    /**
     * Reads a whole file.
     *
     * @param monitors see {@link Watch#byMetric}
     * @param each is given the keys in the order of the file, the least recently used first
     * @return the counters
     * @throws IOException when it was written by other monitors or is damaged
     */
    public static Tally read(Map<String, List<Monitor<?>>> monitors, DataInput in, BiConsumer<Key, KeyWatch> each)
            throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("states of version " + version + ", this program reads " + VERSION);
        }
        var tally = new Tally();
        tally.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            var key = new Key(in.readUTF(), in.readUTF());
            var wanted = monitors.get(key.metric());
            if (wanted == null) {
                throw new IOException("no monitor takes the stored metric " + key.metric());
            }
            each.accept(key, KeyWatch.read(wanted, in));
        }
        return tally;
    }
}
