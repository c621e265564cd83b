package zhiheng.labels.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Deviation;

/** Labels in the EXIF block of an image: UserComment (the guide's alternative) and ImageDescription (seen in the wild). */
final class Exif {
    private static final int IMAGE_DESCRIPTION = 0x010E;
    private static final int EXIF_IFD = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    /** Windows' own comment, in UTF-16. */
    private static final int XP_COMMENT = 0x9C9C;

    /** Bytes of the file that spell a label, to be blanked when another takes its place. */
    record Range(long from, long to, boolean wide) {
        /** As many blanks, in the encoding that the text is in. */
        byte[] blanks() {
            var blanks = new byte[(int) (to - from)];
            for (int i = 0; i < blanks.length; i += wide ? 2 : 1) {
                blanks[i] = ' ';
            }
            return blanks;
        }
    }

    private final Source in;
    private final long base;
    private final long end;
    private final boolean little;
    private final boolean big;
    private final Found found;
    private final List<Range> ranges = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    private Exif(Source in, long base, long end, Found found) throws IOException {
        this.in = in;
        this.base = base;
        this.end = end;
        this.found = found;
        little = in.u16(base) == 0x4949;
        big = u16(base + 2) == 43;
    }

    /** @param base where the TIFF header lies; that of a BigTIFF counts in 64 bits */
    static List<Range> read(Source in, long base, long end, Found found) throws IOException {
        if (base < 0 || end - base < 8) {
            return List.of();
        }
        var exif = new Exif(in, base, end, found);
        if (exif.big) {
            if (end - base >= 16) {
                exif.walk(exif.u64(base + 8));
            }
        } else {
            exif.walk(exif.u32(base + 4));
        }
        return exif.ranges;
    }

    private int u16(long at) throws IOException {
        return little ? in.u16le(at) : in.u16(at);
    }

    private long u32(long at) throws IOException {
        return little ? in.u32le(at) : in.u32(at);
    }

    private long u64(long at) throws IOException {
        return little ? in.u64le(at) : in.u64(at);
    }

    /** EXIF of cameras is often clipped by editors: what lies outside is passed over, as it holds no label of ours. */
    private void walk(long directory) throws IOException {
        int header = big ? 8 : 2;
        if (!inside(directory, header) || !seen.add(directory)) {
            return;
        }
        long at = base + directory;
        long count = big ? u64(at) : u16(at);
        int width = big ? 20 : 12;
        for (long i = 0; i < count && inside(directory + header + width * i, width); i++) {
            found.step();
            long entry = at + header + width * i;
            int tag = u16(entry);
            long size = big ? u64(entry + 4) : u32(entry + 4);
            long value = big ? u64(entry + 12) : u32(entry + 8);
            if (tag == EXIF_IFD) {
                walk(value);
            } else if ((tag == USER_COMMENT || tag == IMAGE_DESCRIPTION || tag == XP_COMMENT)
                    && size > 8
                    && inside(value, size)) {
                value(tag, base + value, size);
            }
        }
    }

    private boolean inside(long offset, long length) {
        long room = end - base;
        return offset >= 0 && length >= 0 && offset <= room && length <= room - offset;
    }

    private void value(int tag, long from, long size) throws IOException {
        byte[] bytes = in.bytes(from, size, found.limits());
        if (tag == IMAGE_DESCRIPTION) {
            if (found.label("EXIF ImageDescription", trimmed(TextBytes.meant(bytes)), Deviation.WRONG_PLACE)) {
                ranges.add(new Range(from, from + size, false));
            }
            return;
        }
        if (tag == XP_COMMENT) {
            var text = trimmed(new String(bytes, StandardCharsets.UTF_16LE));
            if (found.label("EXIF XPComment", text, Deviation.WRONG_PLACE)) {
                ranges.add(new Range(from, from + size, true));
            }
            return;
        }
        String start = TextBytes.latin1(Arrays.copyOf(bytes, 8));
        boolean unicode = start.equals("UNICODE\0");
        boolean coded =
                unicode || start.equals("ASCII\0\0\0") || start.equals("JIS\0\0\0\0\0") || start.equals("\0".repeat(8));
        int skip = coded ? 8 : 0;
        String text = unicode
                ? new String(bytes, 8, bytes.length - 8, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE)
                : TextBytes.meant(Arrays.copyOfRange(bytes, skip, bytes.length));
        if (found.label("EXIF UserComment", trimmed(text), Deviation.ALTERNATIVE_PLACE)) {
            ranges.add(new Range(from + skip, from + size, false));
        }
    }

    private static String trimmed(String text) {
        int nul = text.indexOf('\0');
        return (nul < 0 ? text : text.substring(0, nul)).strip();
    }
}
