package zhiheng.labels.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.TextBytes;

/**
 * An XML document in the encoding it is in, shown as a Latin-1 view of UTF-8 (or of any other superset of ASCII): places in the view are
 * places in bytes, and an edited view goes back into the same encoding. UTF-16 is told by its mark or by its first sign (XML 1.0, F).
 */
public final class XmlText {
    private final String view;
    private final @Nullable Charset wide;

    private XmlText(String view, @Nullable Charset wide) {
        this.view = view;
        this.wide = wide;
    }

    public static XmlText of(byte[] bytes) {
        var wide = wide(bytes);
        return wide == null
                ? new XmlText(TextBytes.latin1(bytes), null)
                : new XmlText(TextBytes.latin1(new String(bytes, wide).getBytes(StandardCharsets.UTF_8)), wide);
    }

    private static @Nullable Charset wide(byte[] bytes) {
        var marked = TextBytes.utf16(bytes);
        if (marked != null || bytes.length < 4) {
            return marked;
        }
        return bytes[0] == '<' && bytes[1] == 0
                ? StandardCharsets.UTF_16LE
                : bytes[0] == 0 && bytes[1] == '<' ? StandardCharsets.UTF_16BE : null;
    }

    public String view() {
        return view;
    }

    /** The bytes of a view that began as this one. */
    public byte[] bytes(String edited) {
        var bytes = TextBytes.bytes(edited);
        return wide == null ? bytes : new String(bytes, StandardCharsets.UTF_8).getBytes(wide);
    }
}
