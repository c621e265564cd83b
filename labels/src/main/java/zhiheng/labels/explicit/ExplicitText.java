package zhiheng.labels.explicit;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import zhiheng.base.Text;

/** The explicit label of a text (GB 45438-2025, 5.1): a hint with two elements, or a corner mark, at start, end or middle. */
final class ExplicitText {
    static final Text ELEMENTS =
            new Text("提示须同时含有“人工智能”或“AI”与“生成”或“合成” (5.1)", "the hint needs 人工智能 or AI, and 生成 or 合成 (5.1)");

    /** How far from start and end a hint is looked for; a longer lead-in is no longer the start of the text. */
    private static final int REACH = 60;

    private static final String SENTENCE = "[\\n\\r。!?！？;；]";
    private static final Pattern AI = Pattern.compile("人工智能|(?<![A-Za-z0-9])(?:AI|ai|Ai)(?![A-Za-z0-9])");
    private static final Pattern CORNER = Pattern.compile("[\\[(<{【〔「『《]\\s*(?:AI|人工智能)\\s*[])>}】〕」』》]");

    private ExplicitText() {}

    static boolean hasBothElements(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return AI.matcher(narrow).find() && (narrow.contains("生成") || narrow.contains("合成"));
    }

    /** The label of a text, if it has one. A hint counts only when both elements stand in one sentence or line. */
    static Optional<ExplicitMark.Words> find(String text) {
        String body = text.strip();
        var start = in(body.substring(0, Math.min(REACH, body.length())), ExplicitOptions.Place.START);
        return start.isPresent()
                ? start
                : in(body.substring(Math.max(0, body.length() - REACH)), ExplicitOptions.Place.END)
                        .or(() -> middle(body));
    }

    private static Optional<ExplicitMark.Words> in(String part, ExplicitOptions.Place place) {
        for (String line : part.split(SENTENCE)) {
            if (hasBothElements(line)) {
                return Optional.of(new ExplicitMark.Words(place, line.strip(), false));
            }
        }
        var corner = CORNER.matcher(Normalizer.normalize(part, Normalizer.Form.NFKC));
        return corner.find() ? Optional.of(new ExplicitMark.Words(place, corner.group(), true)) : Optional.empty();
    }

    /** In the middle a hint must stand alone on its line, otherwise any sentence about generated content would count. */
    private static Optional<ExplicitMark.Words> middle(String body) {
        return body.lines()
                .map(String::strip)
                .filter(line -> line.length() <= REACH / 2 && line.split(SENTENCE).length <= 1 && hasBothElements(line))
                .findFirst()
                .map(line -> new ExplicitMark.Words(ExplicitOptions.Place.MIDDLE, line, false));
    }

    /** The text with the hint on a line of its own; unchanged when it has a label already. */
    static String affix(String text, String hint, ExplicitOptions.Place place) {
        if (find(text).isPresent()) {
            return text;
        }
        String line = "【" + hint + "】";
        return switch (place) {
            case START -> line + "\n" + text;
            case END -> text + (text.endsWith("\n") ? "" : "\n") + line;
            case MIDDLE -> {
                int at = text.indexOf('\n', text.length() / 2);
                yield at < 0 ? text + "\n" + line : text.substring(0, at + 1) + line + "\n" + text.substring(at + 1);
            }
        };
    }
}
