package zhiheng.provenance.c2pa.jumbf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A box of boxes (JUMBF superbox) as it lies in a manifest store.
 *
 * @param type the four characters that begin its type; "" for a type that is not named so
 * @param label by which others refer to it
 * @param boxes the superboxes inside
 * @param contents the other boxes inside
 * @param body what the specification hashes: the description and the contents, without the header of the box
 */
public record Superbox(String type, String label, List<Superbox> boxes, List<Content> contents, Slice body) {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_BOXES = 50_000;

    /** A part of the store; {@code from} and {@code to} are places in it. */
    public record Slice(byte[] store, int from, int to) {
        public byte[] bytes() {
            return Arrays.copyOfRange(store, from, to);
        }

        public ByteBuffer buffer() {
            return ByteBuffer.wrap(store, from, to - from);
        }
    }

    /** A box that holds bytes, such as cbor, json, bfdb. */
    public record Content(String type, Slice body) {}

    /** These bytes are no such boxes; the message says why. */
    public static final class BadBoxes extends Exception {
        private static final long serialVersionUID = 1;

        BadBoxes(String message) {
            super(message);
        }
    }

    /** The boxes inside that have this label. */
    public List<Superbox> labelled(String wanted) {
        return boxes.stream().filter(box -> box.label.equals(wanted)).toList();
    }

    /** The content of its first box of this type. */
    public Optional<Slice> content(String wanted) {
        return contents.stream()
                .filter(box -> box.type.equals(wanted))
                .map(Content::body)
                .findFirst();
    }

    /** The one box that these bytes are; zeroes may follow, which some writers leave. */
    public static Superbox read(byte[] store) throws BadBoxes {
        var parser = new Parser(store);
        var box = parser.header(0, store.length);
        if (!box.type.equals("jumb")) {
            throw new BadBoxes("the store does not begin with a superbox");
        }
        for (int at = box.end; at < store.length; at++) {
            if (store[at] != 0) {
                throw new BadBoxes("bytes after the store");
            }
        }
        return parser.superbox(box, 0);
    }

    private record Header(String type, int body, int end) {}

    private static final class Parser {
        private final byte[] store;
        private final ByteBuffer in;
        private int seen;

        Parser(byte[] store) {
            this.store = store;
            this.in = ByteBuffer.wrap(store);
        }

        Header header(int at, int limit) throws BadBoxes {
            if (++seen > MAX_BOXES) {
                throw new BadBoxes("too many boxes");
            }
            if (limit - at < 8) {
                throw new BadBoxes("a box at byte " + at + " is cut");
            }
            long length = in.getInt(at) & 0xffffffffL;
            int body = at + 8;
            if (length == 1 && limit - at >= 16) {
                length = in.getLong(body);
                body += 8;
            }
            if (length < body - at || length > limit - at) {
                throw new BadBoxes("the box at byte " + at + " declares an impossible size");
            }
            return new Header(new String(store, at + 4, 4, StandardCharsets.ISO_8859_1), body, (int) (at + length));
        }

        Superbox superbox(Header box, int depth) throws BadBoxes {
            if (depth > MAX_DEPTH) {
                throw new BadBoxes("boxes are nested too deeply");
            }
            var description = header(box.body, box.end);
            if (!description.type.equals("jumd") || description.end - description.body < 17) {
                throw new BadBoxes("the superbox at byte " + box.body + " has no description");
            }
            var boxes = new ArrayList<Superbox>();
            var contents = new ArrayList<Content>();
            for (int at = description.end; at < box.end; ) {
                var inner = header(at, box.end);
                if (inner.type.equals("jumb")) {
                    boxes.add(superbox(inner, depth + 1));
                } else {
                    contents.add(new Content(inner.type, new Slice(store, inner.body, inner.end)));
                }
                at = inner.end;
            }
            return new Superbox(
                    type(description),
                    label(description),
                    List.copyOf(boxes),
                    List.copyOf(contents),
                    new Slice(store, box.body, box.end));
        }

        private String type(Header description) {
            int at = description.body;
            return Arrays.equals(store, at + 4, at + 16, Boxes.SUFFIX, 0, 12)
                    ? new String(store, at, 4, StandardCharsets.ISO_8859_1)
                    : "";
        }

        private String label(Header description) throws BadBoxes {
            int at = description.body + 16;
            if ((store[at] & 0xef) != 3) { // C2PA 2.2, 11.1: each can be asked for and has a label; 0x10 is a salt
                throw new BadBoxes("the description at byte " + description.body + " has no label, or unknown marks");
            }
            int end = ++at;
            while (end < description.end && store[end] != 0) {
                end++;
            }
            if (end == description.end) {
                throw new BadBoxes("a label does not end");
            }
            boolean salted = (store[description.body + 16] & 0x10) != 0;
            if (salted != (end + 1 < description.end)) {
                throw new BadBoxes("the description at byte " + description.body + " has no salt, or one too many");
            }
            return new String(store, at, end - at, StandardCharsets.UTF_8);
        }
    }
}
