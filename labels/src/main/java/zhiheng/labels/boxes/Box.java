package zhiheng.labels.boxes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;

/**
 * A box of ISO/IEC 14496-12 as it lies in a file.
 *
 * @param type four characters, read as Latin-1
 * @param at where its header begins
 * @param body where its content begins
 * @param end where it ends
 */
public record Box(String type, long at, long body, long end) {
    public long size() {
        return end - at;
    }

    /**
     * The boxes of {@code [from, to)}: each must be longer than its header and end inside, so that no chain of boxes can
     * go in circles. A size of 0 reaches to the end.
     */
    public static List<Box> list(Source in, long from, long to, Limits limits) throws IOException {
        var boxes = new ArrayList<Box>();
        long at = from;
        while (at + 8 <= to) {
            if (boxes.size() >= limits.steps()) {
                throw new BadFile("数据盒过多", "too many boxes");
            }
            long size = in.u32(at);
            long body = at + 8;
            if (size == 1) {
                size = in.u64(body);
                body += 8;
            } else if (size == 0) {
                size = to - at;
            }
            String type = new String(in.bytes(at + 4, 4), java.nio.charset.StandardCharsets.ISO_8859_1);
            if (size < body - at || size > to - at) {
                throw new BadFile(
                        "数据盒 " + printable(type) + " 的长度有误",
                        "the box " + printable(type) + " at byte " + at + " declares an impossible size");
            }
            boxes.add(new Box(type, at, body, at + size));
            at += size;
        }
        return boxes;
    }

    /**
     * The boxes of the file itself. Reads the few bytes of each header and nothing between; bytes left over that form no
     * box mean that the file is incomplete, unless they are a bare label that some tools append.
     */
    public static List<Box> top(Source in, Limits limits) throws IOException {
        var boxes = new ArrayList<Box>();
        var header = java.nio.ByteBuffer.allocate(16);
        long at = 0;
        while (at < in.size() && !bareLabel(in, at) && !(hasMedia(boxes) && isStray(in, at))) {
            if (boxes.size() >= limits.steps()) {
                throw new BadFile("数据盒过多", "too many boxes");
            }
            in.require(at, 8);
            header.clear();
            in.peek(header, at);
            int read = header.position();
            header.limit(16);
            long size = header.getInt(0) & 0xffffffffL;
            long body = at + 8;
            if (size == 1) {
                in.require(at, 16);
                size = header.getLong(8);
                body += 8;
            } else if (size == 0) {
                size = in.size() - at;
            }
            var type = new String(header.array(), 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (read < body - at || size < body - at || size > in.size() - at) {
                throw new BadFile(
                        "文件不完整: 数据盒 " + printable(type) + " 超出文件末尾",
                        "the file is incomplete: the box " + printable(type) + " at byte " + at
                                + " lies beyond its end");
            }
            boxes.add(new Box(type, at, body, at + size));
            at += size;
        }
        return boxes;
    }

    /** Before the media, or between fragments, a few zeros are the start of what is missing. */
    private static boolean hasMedia(List<Box> boxes) {
        return boxes.stream().anyMatch(box -> box.type.equals("mdat"))
                && boxes.stream().noneMatch(box -> box.type.equals("moof"));
    }

    /** Zeros behind the last box, too few for another: what some writers leave, and players pass over. */
    static boolean isStray(Source in, long at) throws IOException {
        return in.size() - at < 8 && at > 0 && in.matches(at, new byte[(int) (in.size() - at)]);
    }

    private static boolean bareLabel(Source in, long at) throws IOException {
        return at + (1 << 16) > in.size()
                && (in.matches(at, "AIGC{") || in.matches(at, "{\"AIGC\"") || in.matches(at, "{\"Label\""));
    }

    public List<Box> children(Source in, Limits limits) throws IOException {
        return list(in, body, end, limits);
    }

    /** A box with a 32-bit size around this content. */
    public static byte[] of(String type, byte[]... content) {
        byte[] body = Edits.join(content);
        return Edits.join(Edits.u32(body.length + 8L), Edits.latin1(type), body);
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > 0x20 && c < 0x7f) ? type : "?";
    }
}
