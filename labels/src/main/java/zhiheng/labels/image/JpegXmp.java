package zhiheng.labels.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Inflate;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * The XMP of a JPEG: one packet that fits a segment and, for what does not, an extension over several segments that the packet
 * names by its MD5 (XMP part 3, 1.1.3.1).
 */
public final class JpegXmp {
    static final String MAIN = "http://ns.adobe.com/xap/1.0/\0";
    public static final String EXTENSION = "http://ns.adobe.com/xmp/extension/\0";
    static final int MAX_PACKET = 65_502;
    private static final int HEADER = 40;
    private static final int PIECE = 65_400;
    private static final Pattern NOTE = Pattern.compile("HasExtendedXMP\\s*(?:=\\s*[\"']|>\\s*)([0-9A-Fa-f]{32})");

    private byte @Nullable [] packet;
    private final List<Extension> extensions = new ArrayList<>();

    /** What is gathered of one extension; pieces come in any order. */
    private static final class Extension {
        final String id;
        final byte[] bytes;
        int missing;

        Extension(String id, int length) {
            this.id = id;
            this.bytes = new byte[length];
            this.missing = length;
        }
    }

    /** Takes a segment's body if it is XMP. */
    boolean take(Source in, long body, long to) throws IOException {
        if (in.matches(body, MAIN)) {
            if (packet == null) {
                packet = in.bytes(body + MAIN.length(), to - body - MAIN.length());
                return true;
            }
            throw new BadFile("有多个 XMP 数据包", "there is more than one XMP packet");
        }
        if (!in.matches(body, EXTENSION)) {
            return false;
        }
        long at = body + EXTENSION.length();
        if (to - at < HEADER) {
            throw incomplete();
        }
        String id = TextBytes.latin1(in.bytes(at, 32));
        long length = in.u32(at + 32);
        long offset = in.u32(at + 36);
        byte[] piece = in.bytes(at + HEADER, to - at - HEADER);
        if (length > Inflate.MAX || offset > length || piece.length > length - offset) {
            throw new BadFile("扩展 XMP 长度无效", "the extended XMP declares impossible sizes");
        }
        Extension e = extension(id, (int) length);
        System.arraycopy(piece, 0, e.bytes, (int) offset, piece.length);
        e.missing -= piece.length;
        return true;
    }

    private Extension extension(String id, int length) throws BadFile {
        for (Extension e : extensions) {
            if (e.id.equals(id)) {
                if (e.bytes.length != length) {
                    throw new BadFile("扩展 XMP 前后矛盾", "the pieces of the extended XMP disagree about its size");
                }
                return e;
            }
        }
        if (extensions.size() >= 4) {
            throw new BadFile("扩展 XMP 过多", "there are more than 4 extensions of the XMP packet");
        }
        var e = new Extension(id, length);
        extensions.add(e);
        return e;
    }

    void read(Found found) throws BadFile {
        if (packet != null) {
            Xmp.read("XMP (APP1)", packet, found);
        }
        String named = named();
        for (Extension e : extensions) {
            if (e.missing != 0) {
                throw incomplete();
            }
            if (e.id.equalsIgnoreCase(named)) {
                Xmp.read("extended XMP (APP1)", e.bytes, found);
            } else {
                Xmp.read("extended XMP that no packet names", e.bytes, found, Deviation.WRONG_PLACE);
            }
        }
    }

    private @Nullable String named() {
        Matcher note = NOTE.matcher(packet == null ? "" : TextBytes.latin1(packet));
        return note.find() ? note.group(1) : null;
    }

    /** The segments, markers and all, that hold the old XMP and this label. */
    byte[] labelled(ContentLabel label) throws BadFile {
        byte[] main = Jpeg.merged(packet, label);
        if (main.length > MAX_PACKET) {
            main = TextBytes.bytes(TextBytes.latin1(main).replaceAll("\\s{64,}", "\n"));
        }
        var out = new ByteArrayOutputStream();
        if (main.length > MAX_PACKET && packet != null) {
            if (!extensions.isEmpty()) {
                throw new BadFile(
                        "XMP 数据包已满且已有扩展", "the XMP packet is full and already extended; shorten it to label the file");
            }
            byte[] rest = unwrapped(Xmp.without(packet));
            String id = md5(rest);
            packet(
                    out,
                    Xmp.fresh(
                            label,
                            " xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\" xmpNote:HasExtendedXMP=\"" + id + '"'));
            extension(out, id, rest);
            return out.toByteArray();
        }
        String named = named();
        var rest = new ByteArrayOutputStream();
        for (Extension e : extensions) {
            byte[] bytes = Xmp.without(e.bytes);
            String id = e.id;
            if (bytes.length != e.bytes.length) {
                id = md5(bytes);
                if (e.id.equalsIgnoreCase(named)) {
                    main = TextBytes.bytes(TextBytes.latin1(main).replace(named, id));
                }
            }
            extension(rest, id, bytes);
        }
        packet(out, main);
        out.writeBytes(rest.toByteArray());
        return out.toByteArray();
    }

    private static void packet(ByteArrayOutputStream out, byte[] packet) throws BadFile {
        if (packet.length > MAX_PACKET) {
            throw new BadFile("标识超过 64 KB", "the label alone exceeds the 64 KB of a segment");
        }
        segment(out, Edits.latin1(MAIN), packet);
    }

    private static void extension(ByteArrayOutputStream out, String id, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += PIECE) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE));
            segment(out, Edits.latin1(EXTENSION + id), Edits.u32(bytes.length), Edits.u32(at), piece);
        }
    }

    private static void segment(ByteArrayOutputStream out, byte[]... parts) {
        byte[] body = Edits.join(parts);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (body.length + 2 >> 8), (byte) (body.length + 2)});
        out.writeBytes(body);
    }

    /** An extension is written without the packet's wrapper. */
    private static byte[] unwrapped(byte[] packet) {
        return TextBytes.bytes(
                TextBytes.latin1(packet).replaceAll("<\\?xpacket[^>]*\\?>", "").strip());
    }

    /** The specification names the extension by this digest; nothing here relies on its strength. */
    private static String md5(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static BadFile incomplete() {
        return new BadFile("扩展 XMP 不完整", "the extended XMP is incomplete");
    }
}
