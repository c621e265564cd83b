package zhiheng.watch.wire;

import java.util.ArrayList;
import java.util.List;
import zhiheng.watch.Key;
import zhiheng.watch.Observation;

/**
 * Several observations in one record of a log, whose cost is mostly by the record: version (1 byte), then for each its length in 2 bytes and
 * what {@link ObservationWire} wrote. One that cannot be read spoils itself only; where a length leads past the end the whole is damaged.
 */
public final class Frame {
    public static final int VERSION = 1;
    /** Longer records are not written, and not read. */
    public static final int LONGEST = 512 << 10;

    private Frame() {}

    /** Where one observation lies in the bytes of a frame. */
    public record Part(int from, int to) {}

    /** Which part of a topic a key's observations are in: one for all, so that their order stays. Every writer must agree on it. */
    public static int part(Key key, int parts) {
        return Math.floorMod((key.metric() + '\0' + key.system()).hashCode(), parts);
    }

    /** Gathers observations into frames. */
    public static final class Writer {
        private Out out = new Out();
        private int bytes;

        /** @return false where the frame is full: {@link #take} it first */
        public boolean add(Observation o) {
            var one = ObservationWire.write(o);
            if (bytes + 2 + one.length >= LONGEST) {
                return false;
            }
            if (bytes == 0) {
                out.u8(VERSION);
                bytes = 1;
            }
            out.u16(one.length);
            out.all(one);
            bytes += 2 + one.length;
            return true;
        }

        public boolean isEmpty() {
            return bytes == 0;
        }

        /** The frame so far; the next begins. */
        public byte[] take() {
            var frame = out.bytes();
            out = new Out();
            bytes = 0;
            return frame;
        }
    }

    public static byte[] of(List<Observation> observations) {
        var writer = new Writer();
        for (var o : observations) {
            if (!writer.add(o)) {
                throw new IllegalArgumentException("more than a frame holds");
            }
        }
        return writer.take();
    }

    /** Where its observations lie, each still to be read. */
    public static List<Part> parts(byte[] frame) throws Unreadable {
        var in = new In(frame, 0, frame.length);
        if (frame.length > LONGEST) {
            throw Unreadable.damaged(frame.length + " bytes, more than a frame has");
        }
        int version = in.u8();
        if (version > VERSION) {
            throw new Unreadable(
                    Unreadable.Why.NEWER, "frame of version " + version + ", this program reads up to " + VERSION);
        }
        if (version == 0 || in.left() == 0) {
            throw Unreadable.damaged("an empty frame or one of version 0");
        }
        var parts = new ArrayList<Part>();
        while (in.left() > 0) {
            int length = in.u16();
            int from = in.at();
            in.skip(length);
            parts.add(new Part(from, from + length));
        }
        return parts;
    }
}
