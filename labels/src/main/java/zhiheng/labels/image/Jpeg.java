package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Tail;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * JPEG: the label is in the XMP packet of an APP1 segment (XMP part 3, 1.1.3). Everything from the first scan on is copied
 * unseen, so thumbnails, motion photos and gain maps behind the image stay where their own offsets point.
 */
public final class Jpeg implements LabelFormat {
    private static final String EXIF = "Exif\0\0";
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP11 = 0xEB;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;

    /** A segment from its marker to its end. */
    private record Segment(int marker, long from, long body, long to) {}

    private record Header(List<Segment> segments, long scan) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        Header header = header(in, found);
        var xmp = new JpegXmp();
        for (Segment s : header.segments) {
            if (s.marker == APP11 && in.matches(s.body, "JP") && in.matches(s.body + 12, "jumb")) {
                found.binds(Binding.C2PA);
            }
            if (exif(in, s)) {
                Exif.read(in, s.body + 6, s.to, found);
            } else if (s.marker != APP1 || !xmp.take(in, s.body, s.to)) {
                glued(in, s, found);
            }
        }
        xmp.read(found);
        Tail.read(in, end(in, header.scan), found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        Header header = header(in, scratch);
        var xmp = new JpegXmp();
        List<Segment> kept = new ArrayList<>();
        for (Segment s : header.segments) {
            boolean goes = (s.marker == APP1 && xmp.take(in, s.body, s.to)) || glued(in, s, scratch);
            if (!goes) {
                kept.add(s);
            }
        }
        byte[] written = xmp.labelled(label);
        int lead = 0; // JFIF and EXIF want to come first
        while (lead < kept.size() && (kept.get(lead).marker == APP0 || exif(in, kept.get(lead)))) {
            lead++;
        }
        long growth = written.length - dropped(header, kept, 0);
        out.write(new byte[] {(byte) 0xff, (byte) 0xd8});
        for (Segment s : kept.subList(0, lead)) {
            segment(in, s, out, scratch);
        }
        out.write(written);
        for (Segment s : kept.subList(lead, kept.size())) {
            if (Mpf.is(in, s.body, s.marker)) {
                out.copy(in, s.from, s.body);
                out.write(Mpf.moved(in.bytes(s.body, s.to - s.body), growth, -dropped(header, kept, s.to)));
            } else {
                segment(in, s, out, scratch);
            }
        }
        Tail.copy(in, header.scan, end(in, header.scan), out, scratch);
    }

    /** Bytes dropped after this offset, fill bytes included. */
    private static long dropped(Header header, List<Segment> kept, long after) {
        long from = Math.max(2, after);
        return header.scan
                - from
                - kept.stream()
                        .filter(s -> s.from >= from)
                        .mapToLong(s -> s.to - s.from)
                        .sum();
    }

    private static boolean exif(Source in, Segment s) throws IOException {
        return s.marker == APP1 && in.matches(s.body, EXIF);
    }

    private static void segment(Source in, Segment s, Sink out, Found scratch) throws IOException {
        long shift = out.position() - s.from;
        out.copy(in, s.from, s.to);
        if (exif(in, s)) {
            blank(out, Exif.read(in, s.body + 6, s.to, scratch), shift);
        }
    }

    static void blank(Sink out, List<Exif.Range> ranges, long shift) throws IOException {
        for (Exif.Range r : ranges) {
            out.patch(r.from() + shift, r.blanks());
        }
    }

    static byte[] merged(byte @Nullable [] old, ContentLabel label) throws BadFile {
        return old == null ? Xmp.fresh(label) : Xmp.merge(old, label);
    }

    /** A label put bare into an APPn or comment segment, or behind its identifier. */
    private static boolean glued(Source in, Segment s, Found found) throws IOException {
        if (s.marker != COMMENT && (s.marker < APP0 || s.marker > APP15)) {
            return false;
        }
        String text = TextBytes.latin1(in.bytes(s.body, s.to - s.body));
        int at = Tail.start(text);
        return at >= 0
                && found.label(
                        s.marker == COMMENT ? "comment" : "APP" + (s.marker - APP0),
                        TextBytes.meant(text.substring(at)),
                        Deviation.GLUED_SEGMENT);
    }

    private static Header header(Source in, Found found) throws IOException {
        var segments = new ArrayList<Segment>();
        long at = 2;
        while (true) {
            found.step();
            if (in.u8(at) != 0xff) {
                throw new BadFile("JPEG 段结构损坏", "the JPEG's segments are broken at byte " + at);
            }
            int marker = in.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == SCAN) {
                return new Header(segments, at);
            }
            if (marker == END || marker == 0) {
                throw new BadFile("JPEG 没有图像数据", "the JPEG ends before its image");
            }
            if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                at += 2;
                continue;
            }
            int length = in.u16(at + 2);
            if (length < 2) {
                throw new BadFile("JPEG 段长度无效", "a JPEG segment has an impossible length at byte " + at);
            }
            in.require(at, 2 + length);
            segments.add(new Segment(marker, at, at + 4, at + 2 + length));
            at += 2 + length;
        }
    }

    /** Where the primary image ends. Usually the last two bytes; else the scans are walked. */
    private static long end(Source in, long scan) throws IOException {
        if (in.u16(in.size() - 2) == 0xffd9) {
            String tail =
                    TextBytes.latin1(in.bytes(Math.max(scan, in.size() - 4096), Math.min(4096, in.size() - scan)));
            if (tail.indexOf("AIGC") < 0) {
                return in.size();
            }
        }
        long at = scan;
        while (true) {
            int n = (int) Math.min(1 << 16, in.size() - at);
            if (n < 2) {
                throw new BadFile("JPEG 图像数据不完整", "the JPEG is cut off inside its image");
            }
            byte[] block = in.bytes(at, n);
            int i = 0;
            long jump = -1;
            for (; i < n - 1; i++) {
                int next = block[i + 1] & 0xff;
                if (block[i] != (byte) 0xff || next == 0 || next == 0xff || (next >= 0xD0 && next <= 0xD7)) {
                    continue;
                }
                if (next == END) {
                    return at + i + 2;
                }
                jump = at + i + 2 + Math.max(2, in.u16(at + i + 2));
                break;
            }
            at = jump >= 0 ? jump : at + n - 1;
        }
    }
}
