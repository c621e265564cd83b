package zhiheng.labels.explicit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Node;
import zhiheng.labels.bytes.Source;

/** What of a JPEG goes along when its pixels are coded again: the segments, and how fine the coding was. */
final class JpegParts {
    private static final String TREE = "javax_imageio_jpeg_image_1.0";
    private static final Set<String> CODING = Set.of("dqt", "sof", "sos", "dri", "app14Adobe");

    /** One marker segment; {@code at} is that of the marker, {@code end} behind its content. */
    private record Segment(int marker, long at, long end) {}

    private JpegParts() {}

    /**
     * The quantisation tables and the sampling of a picture, with the usual Huffman tables: those fitted to the old pixels
     * could lack codes for the new.
     */
    static IIOMetadata coding(IIOMetadata old, IIOMetadata usual) throws IOException {
        Node tree = old.getAsTree(TREE);
        Node sequence = tree.getLastChild();
        for (Node child = sequence.getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (!CODING.contains(child.getNodeName())) {
                sequence.removeChild(child);
            }
            child = next;
        }
        Node first = sequence.getFirstChild();
        for (Node child = usual.getAsTree(TREE).getLastChild().getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (child.getNodeName().equals("dht")) {
                sequence.insertBefore(child, first);
            }
            child = next;
        }
        old.setFromTree(TREE, tree);
        return old;
    }

    /** The application and comment segments before the first scan. */
    private static List<Segment> segments(Source in) throws IOException {
        var out = new ArrayList<Segment>();
        long at = 2;
        while (at + 4 <= in.size() && in.u8(at) == 0xff) {
            int marker = in.u8(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xda || marker == 0xd9) {
                break;
            }
            long end = at + 2 + in.u16(at + 2);
            in.require(at, end - at);
            out.add(new Segment(marker, at, end));
            at = end;
        }
        return out;
    }

    private static boolean information(int marker) {
        return marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
    }

    /**
     * Gives the freshly coded file the application and comment segments of the old. JFIF and Adobe say how colours were
     * coded, so the coder's stay; MPF points at further pictures behind the old one, which do not go along.
     */
    static void adopt(Path old, Path fresh) throws IOException {
        var head = new ByteArrayOutputStream();
        var kept = new ByteArrayOutputStream();
        try (Source in = Source.open(old)) {
            for (Segment s : segments(in)) {
                boolean coding = s.marker == 0xe0 || s.marker == 0xee;
                boolean pictures = s.marker == 0xe2 && in.matches(s.at + 4, "MPF\0");
                if (information(s.marker) && !coding && !pictures) {
                    kept.writeBytes(in.bytes(s.at, s.end - s.at));
                }
            }
        }
        byte[] coded = Files.readAllBytes(fresh);
        int from = 2;
        try (Source in = Source.open(fresh)) {
            for (Segment s : segments(in)) {
                if (s.at != from || !information(s.marker)) {
                    break;
                }
                if (s.marker == 0xe0 || s.marker == 0xee) {
                    head.write(coded, (int) s.at, (int) (s.end - s.at));
                }
                from = (int) s.end;
            }
        }
        try (var out = Files.newOutputStream(fresh)) {
            out.write(coded, 0, 2);
            head.writeTo(out);
            kept.writeTo(out);
            out.write(coded, from, coded.length - from);
        }
    }

    /** Tag 0x0112 of the first EXIF directory; 1 when there is none or it makes no sense. */
    static int orientation(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            for (Segment s : segments(in)) {
                long base = s.at + 10;
                if (s.marker == 0xe1 && in.matches(s.at + 4, "Exif\0\0") && s.end - base >= 8) {
                    boolean little = in.u16(base) == 0x4949;
                    long at = base + (little ? in.u32le(base + 4) : in.u32(base + 4));
                    int count = at + 2 <= s.end ? little ? in.u16le(at) : in.u16(at) : 0;
                    for (int i = 0; i < count && at + 14 + 12L * i <= s.end; i++) {
                        long entry = at + 2 + 12L * i;
                        if ((little ? in.u16le(entry) : in.u16(entry)) == 0x0112) {
                            int value = little ? in.u16le(entry + 8) : in.u16(entry + 8);
                            return value >= 1 && value <= 8 ? value : 1;
                        }
                    }
                }
            }
            return 1;
        }
    }
}
