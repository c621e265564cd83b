package zhiheng.labels.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Format;

/** Tells the document formats that are zip archives apart. */
final class ZipKinds {
    private ZipKinds() {}

    static Format sniff(Source in, String name) throws IOException {
        String h = new String(in.bytes(0, Math.min(4096, in.size())), StandardCharsets.ISO_8859_1);
        String tail = new String(
                in.bytes(Math.max(0, in.size() - 65536), Math.min(65536, in.size())), StandardCharsets.ISO_8859_1);
        String lower = name.toLowerCase(Locale.ROOT);
        if (h.contains("application/epub+zip") || tail.contains("META-INF/container.xml")) {
            return Format.EPUB;
        }
        if (h.startsWith("mimetypeapplication/vnd.oasis.opendocument.", 30)
                || lower.matches(".*\\.(od[tspgfc]|ot[tspg])") && tail.contains("META-INF/manifest.xml")) {
            return Format.ODF;
        }
        if (h.contains("[Content_Types].xml") || tail.contains("[Content_Types].xml")) {
            return Format.OOXML;
        }
        if (h.contains("OFD.xml") || tail.contains("OFD.xml")) {
            return Format.OFD;
        }
        return lower.matches(".*\\.(docx|xlsx|pptx|dotx|xltx|potx)") ? Format.OOXML : Format.ZIP;
    }
}
