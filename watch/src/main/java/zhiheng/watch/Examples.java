package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** The latest few interactions that count towards an alarm. */
final class Examples {
    private static final int KEPT = 8;
    private static final int MAX_ID_CHARS = 100;

    private final ArrayDeque<Alert.Example> latest = new ArrayDeque<>(0);

    void add(Observation o) {
        var interaction = o.attributes().get("interaction");
        if (interaction == null || interaction.length() > MAX_ID_CHARS) {
            return;
        }
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(new Alert.Example(interaction, o.time(), o.value()));
    }

    List<Alert.Example> list() {
        return List.copyOf(latest);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(latest.size());
        for (var example : latest) {
            out.writeUTF(example.interaction());
            out.writeLong(example.time());
            out.writeDouble(example.value());
        }
    }

    static Examples read(DataInput in) throws IOException {
        var examples = new Examples();
        int size = in.readUnsignedByte();
        if (size > KEPT) {
            throw new IOException("a list of " + size + " examples");
        }
        for (int i = 0; i < size; i++) {
            examples.latest.add(new Alert.Example(in.readUTF(), in.readLong(), in.readDouble()));
        }
        return examples;
    }
}
