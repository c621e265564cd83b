package zhiheng.labels.boxes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;

/**
 * Moves absolute file offsets by {@code shift} where they point behind {@code from}: chunk offsets (stco, co64), sample
 * auxiliary offsets (saio), base offsets of fragments (tfhd) and the random access table (tfra).
 */
public final class Mp4Offsets {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl");

    /** A 32-bit offset has no room for the new place. */
    public static final class TooFar extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final Source in;
    private final Limits limits;
    private final long from;
    private final long shift;

    public Mp4Offsets(Source in, Limits limits, long from, long shift) {
        this.in = in;
        this.limits = limits;
        this.from = from;
        this.shift = shift;
    }

    /** Changes the offsets inside a moov in memory. */
    public byte[] moved(byte[] moov) throws TooFar, BadFile {
        move(ByteBuffer.wrap(moov), 0, moov.length, 0);
        return moov;
    }

    private void move(ByteBuffer bytes, int start, int end, int depth) throws TooFar, BadFile {
        int at = start;
        while (at + 8 <= end) {
            long size = bytes.getInt(at) & 0xffffffffL;
            int body = at + 8;
            if (size == 1 && at + 16 <= end) {
                size = bytes.getLong(body);
                body += 8;
            } else if (size == 0) {
                size = end - at;
            }
            if (size < body - at || size > end - at) {
                throw new BadFile("moov 内部损坏", "the moov box is damaged inside");
            }
            int stop = at + (int) size;
            String type = new String(bytes.array(), at + 4, 4, StandardCharsets.ISO_8859_1);
            if (CONTAINERS.contains(type) && depth < limits.depth()) {
                move(bytes, body, stop, depth + 1);
            } else if (stop - body >= 8) {
                switch (type) {
                    case "stco" -> table(bytes, body + 4, stop, false);
                    case "co64" -> table(bytes, body + 4, stop, true);
                    case "saio" ->
                        table(bytes, body + ((bytes.get(body + 3) & 1) != 0 ? 12 : 4), stop, bytes.get(body) == 1);
                    default -> {}
                }
            }
            at = stop;
        }
    }

    private void table(ByteBuffer bytes, int start, int end, boolean wide) throws TooFar, BadFile {
        int width = wide ? 8 : 4;
        if (start + 4 > end) {
            throw new BadFile("偏移表损坏", "an offset table is damaged");
        }
        long count = bytes.getInt(start) & 0xffffffffL;
        if (count > (end - start - 4) / width) {
            throw new BadFile("偏移表损坏", "an offset table declares more entries than it has");
        }
        for (int i = 0; i < count; i++) {
            int at = start + 4 + i * width;
            if (wide) {
                bytes.putLong(at, moved(bytes.getLong(at)));
            } else {
                bytes.putInt(at, (int) narrow(moved(bytes.getInt(at) & 0xffffffffL)));
            }
        }
    }

    private long moved(long offset) {
        return offset >= from ? offset + shift : offset;
    }

    private static long narrow(long offset) throws TooFar {
        if (offset > 0xffffffffL) {
            throw new TooFar();
        }
        return offset;
    }

    /** Changes the offsets that lie outside of moov. */
    public void patchFragments(List<Box> boxes, Edits edits) throws IOException, TooFar {
        for (Box box : boxes) {
            switch (box.type()) {
                case "moof" -> {
                    for (Box traf : box.children(in, limits)) {
                        if (traf.type().equals("traf")) {
                            patchBase(traf, edits);
                        }
                    }
                }
                case "mfra" -> {
                    for (Box tfra : box.children(in, limits)) {
                        if (tfra.type().equals("tfra")) {
                            patchAccess(tfra, edits);
                        }
                    }
                }
                case "sidx" -> {
                    if (box.at() < from) {
                        throw new BadFile("索引在 moov 之前, 无法移动数据", "an index lies before moov; media cannot be moved");
                    }
                }
                default -> {}
            }
        }
    }

    private void patchBase(Box traf, Edits edits) throws IOException {
        for (Box header : traf.children(in, limits)) {
            boolean base = header.type().equals("tfhd")
                    && header.end() - header.body() >= 16
                    && (in.u8(header.body() + 3) & 1) != 0;
            if (base) {
                edits.replace(header.body() + 8, 8, Edits.u64(moved(in.u64(header.body() + 8))));
            }
        }
    }

    /** ISO/IEC 14496-12, 8.8.10: times and offsets are 64 bits wide in version 1. */
    private void patchAccess(Box tfra, Edits edits) throws IOException, TooFar {
        byte[] bytes = in.bytes(tfra.at(), tfra.size(), limits);
        var buffer = ByteBuffer.wrap(bytes);
        int body = (int) (tfra.body() - tfra.at());
        in.require(tfra.body(), 16);
        if (bytes.length < body + 16) {
            throw new BadFile("随机访问表损坏", "a random access table is damaged");
        }
        boolean wide = bytes[body] == 1;
        int lengths = buffer.getInt(body + 8);
        int tail = (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3) + 3;
        int entry = (wide ? 16 : 8) + tail;
        long count = buffer.getInt(body + 12) & 0xffffffffL;
        if (count > (bytes.length - body - 16) / entry) {
            throw new BadFile("随机访问表损坏", "a random access table declares more entries than it has");
        }
        for (int i = 0; i < count; i++) {
            int at = body + 16 + i * entry;
            if (wide) {
                buffer.putLong(at + 8, moved(buffer.getLong(at + 8)));
            } else {
                buffer.putInt(at + 4, (int) narrow(moved(buffer.getInt(at + 4) & 0xffffffffL)));
            }
        }
        edits.replace(tfra.at(), tfra.size(), bytes);
    }
}
