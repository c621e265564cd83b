package zhiheng.labels.film;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

/**
 * An EBML element (RFC 8794) as it lies in a file.
 *
 * @param id with its length marker
 * @param end where it ends; where the size is unknown, the end of its parent
 */
record Ebml(long id, long at, long body, long end, boolean unknown) {
    static final long VOID = 0xEC;
    private static final long CRC = 0xBF;

    long size() {
        return end - at;
    }

    /** Reads a header without filling the source's window, so that walking a large file reads little. */
    static Ebml at(Source in, long at, long limit) throws IOException {
        in.require(at, 2);
        var header = ByteBuffer.allocate(12).limit((int) Math.min(12, in.size() - at));
        in.peek(header, at);
        header.flip();
        int idLength = Integer.numberOfLeadingZeros(header.get(0) & 0xff) - 23;
        if (idLength > 4 || idLength >= header.limit()) {
            throw new BadFile("EBML 元素损坏", "there is no valid EBML element at byte " + at);
        }
        long id = 0;
        for (int i = 0; i < idLength; i++) {
            id = id << 8 | header.get(i) & 0xff;
        }
        int sizeLength = Integer.numberOfLeadingZeros(header.get(idLength) & 0xff) - 23;
        if (sizeLength > 8 || idLength + sizeLength > header.limit()) {
            throw new BadFile("EBML 元素损坏", "the EBML element at byte " + at + " has no valid size");
        }
        long size = header.get(idLength) & (0xff >> sizeLength);
        for (int i = 1; i < sizeLength; i++) {
            size = size << 8 | header.get(idLength + i) & 0xff;
        }
        long body = at + idLength + sizeLength;
        boolean unknown = size == (1L << 7 * sizeLength) - 1;
        if (!unknown && size > limit - body) {
            throw new BadFile(
                    "文件不完整: 元素超出末尾",
                    "the file is incomplete: the element at byte " + at + " lies beyond its parent's end");
        }
        return new Ebml(id, at, body, unknown ? limit : body + size, unknown);
    }

    List<Ebml> children(Source in, Found found) throws IOException {
        var children = new ArrayList<Ebml>();
        for (long at = body; at < end; ) {
            found.step();
            Ebml child = at(in, at, end);
            children.add(child);
            at = child.end;
        }
        return children;
    }

    static byte[] of(long id, byte[]... content) {
        byte[] body = Edits.join(content);
        return Edits.join(id(id), size(body.length), body);
    }

    /** As {@link #of}, and where the old element began with a checksum the new one does, too. */
    static byte[] of(long id, boolean checked, byte[]... content) {
        byte[] body = Edits.join(content);
        if (!checked) {
            return of(id, body);
        }
        var crc = new CRC32();
        crc.update(body);
        return of(id, of(CRC, Edits.u32le(crc.getValue())), body);
    }

    boolean isChecksum() {
        return id == CRC;
    }

    /** An element of nothing, of exactly this many bytes. */
    static byte[] filler(long length) {
        if (length == 0) {
            return new byte[0];
        }
        if (length < 10) {
            return Edits.join(id(VOID), new byte[] {(byte) (0x80 | length - 2)}, new byte[(int) length - 2]);
        }
        return Edits.join(id(VOID), wideSize(length - 9), new byte[(int) length - 9]);
    }

    static byte[] wideSize(long size) {
        return Edits.u64(1L << 56 | size);
    }

    private static byte[] id(long id) {
        var out = new ByteArrayOutputStream();
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (id >> shift != 0) {
                out.write((int) (id >> shift));
            }
        }
        return out.toByteArray();
    }

    private static byte[] size(int size) {
        return size < 0x7f ? new byte[] {(byte) (0x80 | size)} : Edits.u32(1L << 28 | size);
    }
}
