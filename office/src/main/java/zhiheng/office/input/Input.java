package zhiheng.office.input;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;

/** Limits on what people type. Every method returns the text to keep, or refuses. */
public final class Input {
    public static final int NAME = 200;
    public static final int TEXT = 4000;
    public static final int LINK = 2000;

    private Input() {}

    /** Text without control characters, stripped; not empty, and not longer than {@code max}. */
    public static String required(String zh, String en, String value, int max) {
        var text = optional(zh, en, value, max);
        if (text.isEmpty()) {
            throw Refusal.invalid("请填写“" + zh + "”。", "Give the " + en + ".");
        }
        return text;
    }

    public static String optional(String zh, String en, String value, int max) {
        var text = value.strip();
        if (text.length() > max) {
            throw Refusal.invalid(
                    "“" + zh + "”最多" + max + "个字符，现有" + text.length() + "个，请缩短。",
                    "The " + en + " has " + text.length() + " characters; shorten it to " + max + ".");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            throw Refusal.invalid("“" + zh + "”含有控制字符，请删除。", "The " + en + " has control characters; remove them.");
        }
        return text;
    }

    public static String link(String value) {
        var text = required("链接", "link", value, LINK);
        if (WebAddress.of(text).isPresent()) {
            return text;
        }
        throw Refusal.invalid(
                "链接须以 https:// 或 http:// 开头，并含有主机名。", "A link starts with https:// or http:// and names a host.");
    }

    /** The last part of a file name, for showing only; never a path on our disk. */
    public static String fileName(@Nullable String value) {
        var name = value == null ? "" : value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        var clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "").strip();
        if (clean.isEmpty() || clean.chars().allMatch(c -> c == '.')) {
            return "evidence";
        }
        return clean.length() <= 120 ? clean : clean.substring(clean.length() - 120);
    }
}
