package zhiheng.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zhiheng.gateway.Interaction;
import zhiheng.watch.wire.Unreadable;

/**
 * Calls of one gateway in one record of a log, in the order of its journal: version (1 byte), the number of the first call among all that this
 * gateway ever published (8 bytes, from 0), then for each call its length in 4 bytes and the journal's own layout, whose first byte is its
 * version. So an older gateway's calls are read, and what a newer one wrote is named as that. What a person said has no place here: a call with
 * its content is damaged, and so is one that still goes on.
 */
public final class InteractionFrame {
    public static final int VERSION = 1;
    /** Longer records are not written, and not read. */
    public static final int LONGEST = 512 << 10;

    private static final int HEAD = 1 + Long.BYTES;

    private InteractionFrame() {}

    /** Where one call lies in the bytes of a frame. @param number among all of its gateway */
    public record Part(long number, int from, int to) {}

    /** Records to be written. @param refused how many calls were too long for one; their numbers are left out */
    public record Written(List<byte[]> frames, int refused) {}

    /** Records of at most {@link #LONGEST} bytes, the first of which begins with number {@code first}. */
    public static Written of(List<Interaction> calls, long first) {
        return of(calls, first, LONGEST);
    }

    static Written of(List<Interaction> calls, long first, int longest) {
        var frames = new ArrayList<byte[]>();
        var open = ByteBuffer.allocate(longest);
        int refused = 0;
        long number = first;
        for (var call : calls) {
            var entry = Codec.write(call, null);
            int bytes = Integer.BYTES + entry.length;
            boolean fits = HEAD + bytes <= longest;
            if (open.position() > 0 && (!fits || open.remaining() < bytes)) {
                frames.add(taken(open));
            }
            if (fits) {
                if (open.position() == 0) {
                    open.put((byte) VERSION).putLong(number);
                }
                open.putInt(entry.length).put(entry);
            } else {
                refused++;
            }
            number++;
        }
        if (open.position() > 0) {
            frames.add(taken(open));
        }
        return new Written(frames, refused);
    }

    private static byte[] taken(ByteBuffer open) {
        var frame = Arrays.copyOf(open.array(), open.position());
        open.clear();
        return frame;
    }

    /** Where its calls lie, each still to be {@link #read}. */
    public static List<Part> parts(byte[] frame) throws Unreadable {
        if (frame.length > LONGEST) {
            throw Unreadable.damaged(frame.length + " bytes, more than a record of calls has");
        }
        if (frame.length > 0 && (frame[0] & 0xff) > VERSION) {
            throw new Unreadable(
                    Unreadable.Why.NEWER,
                    "record of calls of version " + (frame[0] & 0xff) + ", this program reads up to " + VERSION);
        }
        if (frame.length <= HEAD || frame[0] != VERSION) {
            throw Unreadable.damaged("an empty record of calls or one of version 0");
        }
        var in = ByteBuffer.wrap(frame, 1, frame.length - 1);
        long number = in.getLong();
        if (number < 0) {
            throw Unreadable.damaged("calls numbered from " + number);
        }
        var parts = new ArrayList<Part>();
        while (in.hasRemaining()) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length <= 0 || length > in.remaining()) {
                throw Unreadable.damaged("a call that leads past the end");
            }
            int from = in.position();
            parts.add(new Part(number++, from, from + length));
            in.position(from + length);
        }
        return parts;
    }

    /** One call of a frame. */
    public static Interaction read(byte[] frame, Part part) throws Unreadable {
        int layout = frame[part.from()];
        if (layout > Codec.VERSION) {
            throw new Unreadable(
                    Unreadable.Why.NEWER, "call of layout " + layout + ", this program reads up to " + Codec.VERSION);
        }
        Codec.Entry entry;
        try {
            entry = Codec.read(Arrays.copyOfRange(frame, part.from(), part.to()));
        } catch (IOException | RuntimeException e) {
            throw Unreadable.damaged("no call: " + e.getMessage());
        }
        if (entry.opening() || entry.sealed() != null) {
            throw Unreadable.damaged(entry.opening() ? "a call that still goes on" : "a call with its content");
        }
        if (layout == Codec.VERSION && Codec.write(entry.interaction(), null).length != part.to() - part.from()) {
            throw Unreadable.damaged("bytes behind the end of a call");
        }
        return entry.interaction();
    }
}
