package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.provenance.c2pa.bytes.Asset;

/** Formats for which the specification has a place that is neither read nor written here, each by its name. */
public final class Unread {
    private static final int LOOK = 1024;
    private static final Text OTHER = new Text("此格式不支持 C2PA", "no manifest is looked for in this format");

    private Unread() {}

    /** Why nothing is looked for in a file that is of none of the {@link Carriers}. */
    public static Text why(Asset in) throws IOException {
        var head = new String(in.bytes(0, Math.min(LOOK, in.size())), StandardCharsets.ISO_8859_1);
        return named(head).orElse(OTHER);
    }

    /** By a file's first bytes, a character each. */
    static Optional<Text> named(String head) {
        if (head.startsWith("OggS")) {
            return Optional.of(new Text(
                    "Ogg 的清单自成一条逻辑流，以 c2pa.hash.boxes 绑定（C2PA 2.3 附录 A.3.5），本程序不支持",
                    "in Ogg a manifest has a stream of its own and is bound by c2pa.hash.boxes (C2PA 2.3, A.3.5), which"
                            + " this program does not do"));
        }
        if (head.startsWith("\0\0\0\fJXL ") || head.startsWith("\u00ff\n")) {
            return Optional.of(new Text("暂不支持 JPEG XL", "JPEG XL is not supported yet"));
        }
        if (head.startsWith("PK\u0003\u0004")) {
            return Optional.of(new Text(
                    "ZIP 类文件（Office、EPUB 等）以 c2pa.hash.collection.data 绑定，本程序不支持",
                    "files that are ZIP (Office, EPUB and others) are bound by c2pa.hash.collection.data, which this"
                            + " program does not do"));
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of(new Text("暂不支持 Matroska 和 WebM", "Matroska and WebM are not supported yet"));
        }
        return isHtml(head)
                ? Optional.of(new Text(
                        "HTML 的清单在 script 或 link 元素中（C2PA 2.4 附录 A.7），本程序不支持",
                        "in HTML a manifest stands in an element script or link (C2PA 2.4, A.7), which this program does"
                                + " not do"))
                : Optional.empty();
    }

    private static boolean isHtml(String head) {
        var text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        var begin = text.stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }
}
