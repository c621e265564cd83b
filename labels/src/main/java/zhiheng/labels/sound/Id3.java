package zhiheng.labels.sound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.Xmp;

/**
 * An ID3v2 tag (id3.org, 2.2 to 2.4) held in memory: its frames, each kept as found. A tag of version 2.2 is written
 * back as 2.3; one that was unsynchronised is written without that.
 */
final class Id3 {
    static final int HEADER = 10;
    private static final int PADDING = 512;

    /** Frames of 2.2 and their names in 2.3 (id3.org, "ID3v2.3.0 informal standard", section 4). */
    private static final Map<String, String> NAMES = names(
            "BUF RBUF CNT PCNT COM COMM CRA AENC ETC ETCO GEO GEOB IPL IPLS MCI MCDI MLL MLLT POP POPM REV RVRB SLT SYLT"
                    + " STC SYTC TAL TALB TBP TBPM TCM TCOM TCO TCON TCP TCMP TCR TCOP TDA TDAT TDY TDLY TEN TENC TFT TFLT"
                    + " TIM TIME TKE TKEY TLA TLAN TLE TLEN TMT TMED TOA TOPE TOF TOFN TOL TOLY TOR TORY TOT TOAL TP1 TPE1"
                    + " TP2 TPE2 TP3 TPE3 TP4 TPE4 TPA TPOS TPB TPUB TRC TSRC TRD TRDA TRK TRCK TSI TSIZ TSS TSSE TT1 TIT1"
                    + " TT2 TIT2 TT3 TIT3 TXT TEXT TXX TXXX TYE TYER UFI UFID ULT USLT WAF WOAF WAR WOAR WAS WOAS WCM WCOM"
                    + " WCP WCOP WPB WPUB WXX WXXX TSA TSOA TSP TSOP TST TSOT TS2 TSO2 TSC TSOC");

    record Frame(String id, int flags, byte[] body) {}

    private final int version;
    private final List<Frame> frames;

    private Id3(int version, List<Frame> frames) {
        this.version = version;
        this.frames = frames;
    }

    static Id3 empty() {
        return new Id3(3, new ArrayList<>());
    }

    /** How many bytes the tag takes, header and footer included; 0 where no tag begins. */
    static long length(byte[] header) {
        if (header.length < HEADER || header[0] != 'I' || header[1] != 'D' || header[2] != '3') {
            return 0;
        }
        int footer = header[3] == 4 && (header[5] & 0x10) != 0 ? HEADER : 0;
        return HEADER + syncsafe(header, 6) + footer;
    }

    /** Reads a whole tag. */
    static Id3 parse(byte[] tag) throws BadFile {
        int version = tag[3];
        int flags = tag[5] & 0xff;
        if (version < 2 || version > 4) {
            throw new BadFile("不支持的 ID3 版本 2." + version, "ID3 version 2." + version + " is not supported");
        }
        if (version == 2 && (flags & 0x40) != 0) {
            throw new BadFile("不支持压缩的 ID3v2.2 标签", "a compressed ID3v2.2 tag is not supported");
        }
        int end = (int) Math.min(tag.length, HEADER + syncsafe(tag, 6));
        byte[] body = Arrays.copyOfRange(tag, HEADER, end);
        if ((flags & 0x80) != 0 && version < 4) {
            body = resynchronised(body);
        }
        int at = 0;
        if (version > 2 && (flags & 0x40) != 0) {
            need(body, 0, 4);
            at = version == 4 ? (int) syncsafe(body, 0) : 4 + (int) Math.min(u32(body, 0), Integer.MAX_VALUE - 4);
            need(body, 0, at);
        }
        return new Id3(version, frames(body, at, version));
    }

    private static List<Frame> frames(byte[] body, int start, int version) throws BadFile {
        var frames = new ArrayList<Frame>();
        int idLength = version == 2 ? 3 : 4;
        int head = version == 2 ? 6 : 10;
        int at = start;
        while (at + head <= body.length && body[at] != 0) {
            String id = new String(body, at, idLength, StandardCharsets.ISO_8859_1);
            if (!id.matches("[A-Z0-9 ]+")) {
                throw new BadFile("ID3 帧损坏", "an ID3 frame is damaged at byte " + at + " of the tag");
            }
            long size = switch (version) {
                case 2 -> (body[at + 3] & 0xff) << 16 | (body[at + 4] & 0xff) << 8 | (body[at + 5] & 0xff);
                case 3 -> u32(body, at + 4);
                default -> size4(body, at);
            };
            need(body, at + head, size);
            int flags = version == 2 ? 0 : (body[at + 8] & 0xff) << 8 | (body[at + 9] & 0xff);
            frames.add(new Frame(id, flags, Arrays.copyOfRange(body, at + head, at + head + (int) size)));
            at += head + (int) size;
        }
        return frames;
    }

    /** A size of 2.4 is syncsafe, but some well-known writers forgot; what follows the frame tells. */
    private static long size4(byte[] body, int at) {
        long plain = u32(body, at + 4);
        if ((plain & 0x80808080L) != 0) {
            return plain;
        }
        long safe = syncsafe(body, at + 4);
        return !frameOrEnd(body, at + 10 + safe) && frameOrEnd(body, at + 10 + plain) ? plain : safe;
    }

    private static boolean frameOrEnd(byte[] body, long at) {
        if (at == body.length) {
            return true;
        }
        return at + 4 < body.length
                && (padding(body, (int) at)
                        || new String(body, (int) at, 4, StandardCharsets.ISO_8859_1).matches("[A-Z0-9]{4}"));
    }

    /** A single zero tells nothing: pictures are full of them. */
    private static boolean padding(byte[] body, int at) {
        int i = at;
        while (i < body.length && body[i] == 0) {
            i++;
        }
        return i == body.length;
    }

    List<Frame> frames() {
        return frames;
    }

    /** Whether the frame is the manifest of a C2PA store, by its media type (C2PA 2.2, A.3.7). */
    static boolean isManifest(Frame frame) {
        var start = new String(frame.body, 0, Math.min(64, frame.body.length), StandardCharsets.ISO_8859_1);
        return frame.id.equals("GEOB")
                && (start.contains("application/c2pa") || start.contains("application/x-c2pa-manifest-store"));
    }

    /** The XMP packet in a private frame of that owner (XMP part 3, 2.3.3), else nothing. */
    static byte[] xmp(Frame frame) {
        boolean is = frame.id.equals("PRIV")
                && (frame.flags & 0x0f) == 0
                && new String(frame.body, 0, Math.min(4, frame.body.length), StandardCharsets.ISO_8859_1)
                        .equals("XMP\0");
        return is ? Arrays.copyOfRange(frame.body, 4, frame.body.length) : new byte[0];
    }

    private static Frame cleared(Frame frame) throws BadFile {
        byte[] packet = xmp(frame);
        return packet.length == 0
                ? frame
                : new Frame(frame.id, frame.flags, Edits.join(Edits.latin1("XMP\0"), Xmp.cleared(packet)));
    }

    /** The label in a user text frame or in a comment, or null. */
    static @Nullable Keyed label(Frame frame) {
        boolean comment = frame.id.equals("COMM") || frame.id.equals("COM");
        if (!comment && !frame.id.equals("TXXX") && !frame.id.equals("TXX") || (frame.flags & 0x0c) != 0) {
            return null;
        }
        int skip = (frame.flags & 1) != 0 ? 4 : 0;
        if (frame.body.length < skip + 2) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(frame.body, skip, frame.body.length);
        if ((frame.flags & 2) != 0) {
            body = resynchronised(body);
        }
        Charset charset = switch (body[0]) {
            case 1 -> StandardCharsets.UTF_16;
            case 2 -> StandardCharsets.UTF_16BE;
            case 3 -> StandardCharsets.UTF_8;
            default -> StandardCharsets.ISO_8859_1;
        };
        int unit = body[0] == 1 || body[0] == 2 ? 2 : 1;
        int start = comment ? 4 : 1; // the language stands before a comment's description
        int zero = body.length < start ? -1 : terminator(body, start, unit);
        if (zero < 0) {
            return null;
        }
        String description = new String(body, start, zero - start, charset);
        int from = zero + unit;
        int end = terminator(body, from, unit);
        String value = new String(body, from, (end < 0 ? body.length : end) - from, charset);
        return Keyed.of(comment ? "" : description, value);
    }

    private static int terminator(byte[] body, int from, int unit) {
        for (int i = from; i + unit <= body.length; i += unit) {
            if (body[i] == 0 && (unit == 1 || body[i + 1] == 0)) {
                return i;
            }
        }
        return -1;
    }

    /** The tag with this as its one label, or with none; in exactly {@code room} bytes when it fits there. */
    byte[] withLabel(@Nullable String value, long room) throws BadFile {
        var out = new ByteArrayOutputStream();
        int target = version == 4 ? 4 : 3;
        for (Frame frame : frames) {
            if (label(frame) == null) {
                write(out, version == 2 ? upgraded(frame) : cleared(frame), target);
            }
        }
        if (value != null) {
            write(out, new Frame("TXXX", 0, text(value, target)), target);
        }
        long size = out.size() + HEADER <= room ? room - HEADER : out.size() + PADDING;
        if (size >= 1 << 28) {
            throw new BadFile("ID3 标签已满", "the ID3 tag is full");
        }
        out.writeBytes(new byte[(int) size - out.size()]);
        return Edits.join(Edits.latin1("ID3"), new byte[] {(byte) target, 0, 0}, safe((int) size), out.toByteArray());
    }

    private static byte[] text(String value, int version) {
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        Charset charset =
                ascii ? StandardCharsets.ISO_8859_1 : version == 4 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16;
        return Edits.join(
                new byte[] {(byte) (ascii ? 0 : version == 4 ? 3 : 1)},
                "AIGC".getBytes(charset),
                new byte[charset == StandardCharsets.UTF_16 ? 2 : 1],
                value.getBytes(charset));
    }

    private static void write(ByteArrayOutputStream out, Frame frame, int version) {
        out.writeBytes(Edits.latin1(frame.id));
        out.writeBytes(version == 4 ? safe(frame.body.length) : Edits.u32(frame.body.length));
        out.write(frame.flags >> 8);
        out.write(frame.flags);
        out.writeBytes(frame.body);
    }

    private static Frame upgraded(Frame frame) throws BadFile {
        if (frame.id.equals("PIC") && frame.body.length > 5) {
            String kind = new String(frame.body, 1, 3, StandardCharsets.ISO_8859_1);
            String mime = kind.equals("PNG") ? "image/png" : kind.equals("JPG") ? "image/jpeg" : kind;
            byte[] body = Edits.join(
                    Arrays.copyOf(frame.body, 1),
                    Edits.latin1(mime),
                    new byte[1],
                    Arrays.copyOfRange(frame.body, 4, frame.body.length));
            return new Frame("APIC", 0, body);
        }
        String name = NAMES.get(frame.id);
        if (name == null) {
            throw new BadFile(
                    "ID3v2.2 帧 " + frame.id + " 在 2.3 版中没有对应项, 请先把标签升级为 2.3",
                    "the ID3v2.2 frame " + frame.id + " has no counterpart in 2.3; upgrade the tag to 2.3 first");
        }
        return new Frame(name, 0, frame.body);
    }

    private static Map<String, String> names(String pairs) {
        String[] words = pairs.split(" ");
        var map = new HashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) {
            map.put(words[i], words[i + 1]);
        }
        return Map.copyOf(map);
    }

    /** Takes back unsynchronisation: FF 00 stands for FF. */
    private static byte[] resynchronised(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        int n = 0;
        for (int i = 0; i < bytes.length; i++) {
            out[n++] = bytes[i];
            if (bytes[i] == (byte) 0xff && i + 1 < bytes.length && bytes[i + 1] == 0) {
                i++;
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static void need(byte[] body, long at, long length) throws BadFile {
        if (length < 0 || at + length > body.length) {
            throw new BadFile("ID3 标签损坏: 帧超出标签", "the ID3 tag is damaged: a frame lies beyond its end");
        }
    }

    private static byte[] safe(int n) {
        return new byte[] {(byte) (n >> 21 & 0x7f), (byte) (n >> 14 & 0x7f), (byte) (n >> 7 & 0x7f), (byte) (n & 0x7f)};
    }

    private static long syncsafe(byte[] b, int at) {
        return (b[at] & 0x7fL) << 21 | (b[at + 1] & 0x7f) << 14 | (b[at + 2] & 0x7f) << 7 | (b[at + 3] & 0x7f);
    }

    private static long u32(byte[] b, int at) {
        return (b[at] & 0xffL) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | (b[at + 3] & 0xff);
    }
}
