package zhiheng.server.rooms.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.Frame;

/** Observations as records of the log, each stream in one part of the topic, in their order. */
final class Framed {
    private final int parts;
    private final Map<Integer, Frame.Writer> open = new TreeMap<>();
    private final List<Piece> full = new ArrayList<>();
    private int refused;

    /** A record for a part of the topic. */
    record Piece(int part, byte[] frame) {}

    /** @param parts of the topic */
    Framed(int parts) {
        this.parts = parts;
    }

    void add(Observation o) {
        int part = Frame.part(o.key(), parts);
        var writer = open.computeIfAbsent(part, p -> new Frame.Writer());
        try {
            if (!writer.add(o)) {
                full.add(new Piece(part, writer.take()));
                refused += writer.add(o) ? 0 : 1;
            }
        } catch (IllegalArgumentException noPlaceInTheFormat) {
            refused++;
        }
    }

    /** All records, of each part in order. */
    List<Piece> pieces() {
        open.forEach((part, writer) -> {
            if (!writer.isEmpty()) {
                full.add(new Piece(part, writer.take()));
            }
        });
        return List.copyOf(full);
    }

    /** How many had no place in the format: half a surrogate pair in a name, or names of more than 64 kB. */
    int refused() {
        return refused;
    }
}
