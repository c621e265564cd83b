package zhiheng.office.exports;

import java.util.regex.Pattern;
import zhiheng.base.Json;

/** People's text as OSCAL takes it. */
final class Plain {
    /** What some reader takes for space or for the end of a line, and what XML 1.0 cannot hold. */
    private static final Pattern SPACE =
            Pattern.compile("[\\s\\p{Z}\\x{85}\\x{feff}\\x00-\\x1f\\x7f-\\x9f\\x{fffe}\\x{ffff}]+");

    /** ASCII punctuation by which Markdown, as OSCAL reads it, begins something. */
    private static final Pattern MARK = Pattern.compile("[\\\\`*_\\[\\]<>~^&'\"{}|]");

    /** What begins a heading, an item or a rule where a block begins. */
    private static final Pattern BLOCK = Pattern.compile("^(?:([#+=-])|(\\d{1,9})([.)]))");

    private static final Pattern NOT_TOKEN = Pattern.compile("[^\\p{L}\\p{N}._-]");

    private Plain() {}

    /** One line without space around it, as a "string" of OSCAL is; "" where nothing is left. */
    static String line(String text) {
        var one = SPACE.matcher(whole(text)).replaceAll(" ");
        return one.strip();
    }

    /** The line as Markdown that says the same: nothing in it is taken for a mark. */
    static String markup(String text) {
        var marked = MARK.matcher(line(text)).replaceAll("\\\\$0");
        return BLOCK.matcher(marked).replaceAll(m -> m.group(1) != null ? "\\\\$1" : "$2\\\\$3");
    }

    /** A "token" of OSCAL: begins with a letter or _, and has letters, digits, dots, hyphens and _. */
    static String token(String text) {
        var token = NOT_TOKEN.matcher(text).replaceAll("_");
        return !token.isEmpty() && Character.isLetter(token.codePointAt(0)) ? token : "_" + token;
    }

    private static String whole(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(Json.isLoneSurrogate(text, i) ? '\uFFFD' : text.charAt(i));
        }
        return out.toString();
    }
}
