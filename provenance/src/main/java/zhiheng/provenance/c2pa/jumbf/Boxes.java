package zhiheng.provenance.c2pa.jumbf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes the boxes of ISO/IEC 19566-5. */
public final class Boxes {
    /** The second half of every type that is named by four characters. */
    static final byte[] SUFFIX = HexFormat.of().parseHex("00110010800000aa00389b71");

    private Boxes() {}

    public static byte[] box(String type, byte[]... content) {
        var body = join(content);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(8 + body.length)
                .put(latin1(type))
                .put(body)
                .array();
    }

    /** A box of boxes with its description: its type in four characters, and the label by which others refer to it. */
    public static byte[] superbox(String type, String label, byte[]... boxes) {
        return box("jumb", box("jumd", latin1(type), SUFFIX, new byte[] {3}, utf8z(label)), join(boxes));
    }

    public static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8z(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
