package zhiheng.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Labels in the EXIF block of an image: UserComment (the guide's alternative) and ImageDescription (seen in the wild). */
final class Exif {
    private static final int IMAGE_DESCRIPTION = 0x010E;
    private static final int EXIF_IFD = 0x8769;
    private static final int USER_COMMENT = 0x9286;

    /** Bytes of the file that spell a label, to be blanked when another takes its place. */
    record Range(long from, long to) {}

    private Exif() {}

    /** @param base where the TIFF header lies */
    static List<Range> read(Source in, long base, long end, Found found) throws IOException {
        var ranges = new ArrayList<Range>();
        if (end - base < 8) {
            return ranges;
        }
        boolean little = in.u16(base) == 0x4949;
        walk(in, base, end, little, little ? in.u32le(base + 4) : in.u32(base + 4), found, ranges, new HashSet<>());
        return ranges;
    }

    private static void walk(
            Source in,
            long base,
            long end,
            boolean little,
            long ifd,
            Found found,
            List<Range> ranges,
            HashSet<Long> seen)
            throws IOException {
        long at = base + ifd;
        if (at + 2 > end || !seen.add(ifd)) {
            return; // EXIF of cameras is often clipped by editors; it then holds no label of ours
        }
        int count = little ? in.u16le(at) : in.u16(at);
        for (int i = 0; i < count && at + 14 + 12L * i <= end; i++) {
            found.step();
            long entry = at + 2 + 12L * i;
            int tag = little ? in.u16le(entry) : in.u16(entry);
            long size = little ? in.u32le(entry + 4) : in.u32(entry + 4);
            long value = little ? in.u32le(entry + 8) : in.u32(entry + 8);
            if (tag == EXIF_IFD) {
                walk(in, base, end, little, value, found, ranges, seen);
            } else if (tag == USER_COMMENT || tag == IMAGE_DESCRIPTION) {
                long from = size <= 4 ? entry + 8 : base + value;
                if (from + size <= end && size > 8) {
                    value(in, tag, from, size, little, found, ranges);
                }
            }
        }
    }

    private static void value(Source in, int tag, long from, long size, boolean little, Found found, List<Range> ranges)
            throws IOException {
        byte[] bytes = in.bytes(from, size, found.limits());
        if (tag == IMAGE_DESCRIPTION) {
            if (found.label("EXIF ImageDescription", trimmed(Text.meant(bytes)), Deviation.WRONG_PLACE)) {
                ranges.add(new Range(from, from + size));
            }
            return;
        }
        boolean coded = Text.latin1(bytes).matches("(?s)(ASCII|UNICODE|JIS)?\0+.*");
        boolean unicode = Text.latin1(bytes).startsWith("UNICODE\0");
        int skip = coded ? 8 : 0;
        String text = unicode
                ? new String(bytes, 8, bytes.length - 8, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE)
                : Text.meant(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
        if (found.label("EXIF UserComment", trimmed(text), Deviation.ALTERNATIVE_PLACE)) {
            ranges.add(new Range(from + skip, from + size));
        }
    }

    private static String trimmed(String text) {
        int nul = text.indexOf('\0');
        return (nul < 0 ? text : text.substring(0, nul)).strip();
    }
}
