package zhiheng.labels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JPEG: the label is in the XMP packet of an APP1 segment (XMP part 3, 1.1.3). Everything from the first scan on is copied
 * unseen, so thumbnails, motion photos and gain maps behind the image stay where their own offsets point.
 */
final class Jpeg implements LabelFormat {
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String EXIF = "Exif\0\0";
    private static final int MAX_PACKET = 65_502;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
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
        for (Segment s : header.segments) {
            if (s.marker == APP1 && in.matches(s.body, XMP)) {
                Xmp.read("XMP (APP1)", in.bytes(s.body + XMP.length(), s.to - s.body - XMP.length()), found);
            } else if (s.marker == APP1 && in.matches(s.body, EXIF)) {
                Exif.read(in, s.body + 6, s.to, found);
            } else {
                glued(in, s, found);
            }
        }
        Tail.read(in, end(in, header.scan), found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        Header header = header(in, scratch);
        byte[] packet = packet(in, header, label);
        out.write(new byte[] {(byte) 0xff, (byte) 0xd8});
        boolean written = false;
        boolean multiPicture = false;
        for (Segment s : header.segments) {
            boolean exif = s.marker == APP1 && in.matches(s.body, EXIF);
            if (!written && s.marker != APP0 && !exif) {
                write(out, packet);
                written = true;
            }
            multiPicture |= s.marker == 0xE2 && in.matches(s.body, "MPF\0");
            if (s.marker == APP1 && in.matches(s.body, XMP)) {
                if (multiPicture) {
                    throw new BadFile(
                            "暂不支持 XMP 位于 MPF 之后的 JPEG", "a JPEG with its XMP behind MPF is not yet supported");
                }
                continue;
            }
            if (glued(in, s, scratch)) {
                continue;
            }
            long shift = out.position() - s.from;
            out.copy(in, s.from, s.to);
            if (exif) {
                blank(out, Exif.read(in, s.body + 6, s.to, scratch), shift);
            }
        }
        if (!written) {
            write(out, packet);
        }
        Tail.copy(in, header.scan, end(in, header.scan), out, scratch);
    }

    static void blank(Sink out, List<Exif.Range> ranges, long shift) throws IOException {
        for (Exif.Range r : ranges) {
            var blanks = new byte[(int) (r.to() - r.from())];
            Arrays.fill(blanks, (byte) ' ');
            out.patch(r.from() + shift, blanks);
        }
    }

    private static void write(Sink out, byte[] packet) throws IOException {
        out.u16(0xff00 | APP1);
        out.u16(2 + XMP.length() + packet.length);
        out.write(XMP);
        out.write(packet);
    }

    private static byte[] packet(Source in, Header header, ContentLabel label) throws IOException {
        byte[] old = null;
        for (Segment s : header.segments) {
            if (old == null && s.marker == APP1 && in.matches(s.body, XMP)) {
                old = in.bytes(s.body + XMP.length(), s.to - s.body - XMP.length());
            }
        }
        byte[] packet = merged(old, label);
        if (packet.length > MAX_PACKET) {
            packet = Text.bytes(Text.latin1(packet).replaceAll("\\s{64,}", "\n"));
        }
        if (packet.length > MAX_PACKET) {
            throw new BadFile(
                    "XMP 超过 64 KB, 暂不支持扩展 XMP", "the XMP packet would exceed 64 KB; extended XMP is not yet supported");
        }
        return packet;
    }

    static byte[] merged(byte @Nullable [] old, ContentLabel label) throws BadFile {
        return old == null ? Xmp.fresh(label) : Xmp.merge(old, label);
    }

    /** A label put bare into an APPn or comment segment, or behind its identifier. */
    private static boolean glued(Source in, Segment s, Found found) throws IOException {
        if (s.marker != COMMENT && (s.marker < APP0 || s.marker > APP15)) {
            return false;
        }
        String text = Text.latin1(in.bytes(s.body, s.to - s.body));
        int at = Tail.start(text);
        return at >= 0
                && found.label("APP" + (s.marker - APP0), Text.meant(text.substring(at)), Deviation.GLUED_SEGMENT);
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
            String tail = Text.latin1(in.bytes(Math.max(scan, in.size() - 4096), Math.min(4096, in.size() - scan)));
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
