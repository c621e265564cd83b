package zhiheng.labels.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Format;

/** Tells SVG, HTML, Markdown and plain text apart. */
final class TextKinds {
    private static final java.util.regex.Pattern SVG = java.util.regex.Pattern.compile("<([\\w.-]{1,80}:)?svg[\\s>/]");

    private TextKinds() {}

    static Format sniff(byte[] head, String name) {
        Charset wide = TextBytes.utf16(head);
        String h = new String(head, wide == null ? StandardCharsets.UTF_8 : wide);
        String lower = h.toLowerCase(Locale.ROOT);
        String ending = name.toLowerCase(Locale.ROOT);
        if (h.indexOf('\0') >= 0) {
            return Format.UNKNOWN;
        }
        String start = lower.startsWith("\uFEFF") ? lower.substring(1).stripLeading() : lower.stripLeading();
        boolean page = start.startsWith("<!doctype html") || start.startsWith("<html");
        if (SVG.matcher(lower).find() && start.startsWith("<") && !lower.contains("<html") && !page) {
            return Format.SVG;
        }
        if (page || ending.matches(".*\\.x?html?")) {
            return Format.HTML;
        }
        if (ending.endsWith(".md") || ending.endsWith(".markdown")) {
            return Format.MARKDOWN;
        }
        return ending.endsWith(".txt") ? Format.TEXT : Format.UNKNOWN;
    }
}
