package zhiheng.labels.explicit;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import zhiheng.base.Text;

/** What an eye that reads says of a picture in which none of the usual hints was found (GB 45438-2025, 5.2 and 5.4). */
final class ReadHint {
    /** A hint is short; a longer line that speaks of generated content is a text about it. */
    private static final int LONGEST = 24;

    private static final Pattern OTHER_TONGUE = Pattern.compile(
            "(?i)\\bAI[\\s-]*(generated|made|created|synthesi[sz]ed)\\b|\\b(generated|made|created) (by|with) (AI|artificial intelligence)\\b"
                    + "|AIで生成|AI ?생성");

    private static final Pattern STROKE = Pattern.compile("(?<![A-Za-z0-9])A[l|](?![A-Za-z0-9])");

    /** Words that a reader took for those of a hint, and whether they are so in Chinese. */
    record Seen(HintEye.Line line, boolean chinese) {}

    private ReadHint() {}

    static Optional<Seen> in(List<HintEye.Line> lines) {
        return lines.stream()
                .map(ReadHint::meant)
                .filter(line -> line.words().strip().length() <= LONGEST)
                .map(line -> new Seen(line, ExplicitText.hasBothElements(line.words())))
                .filter(seen -> seen.chinese || isOther(seen.line.words()))
                .max(Comparator.<Seen>comparingInt(seen -> seen.chinese ? 1 : 0)
                        .thenComparingInt(seen -> seen.line.height()));
    }

    /** In many fonts a capital i is drawn as a small L, or as a stroke. */
    private static HintEye.Line meant(HintEye.Line line) {
        return new HintEye.Line(
                STROKE.matcher(line.words()).replaceAll("AI"),
                line.x(),
                line.y(),
                line.width(),
                line.height(),
                line.sure());
    }

    private static boolean isOther(String words) {
        return OTHER_TONGUE
                .matcher(Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .find();
    }

    static ExplicitMark.Drawn mark(Luma picture, HintEye.Line line) {
        return new ExplicitMark.Drawn(
                line.x(),
                line.y(),
                line.width(),
                line.height(),
                HintDrawing.required(picture.width(), picture.height()));
    }

    /** What is wrong with the words themselves. */
    static List<Text> problems(Seen seen, String clause) {
        return seen.chinese
                ? List.of()
                : List.of(new Text(
                        "提示“" + seen.line.words() + "”不含“人工智能”或“AI”与“生成”或“合成” (" + clause + ")",
                        "the hint “" + seen.line.words() + "” lacks 人工智能 or AI, and 生成 or 合成 (" + clause + ")"));
    }

    static ExplicitCheck none(String clause, HintEye eye) {
        var measured = eye.measured();
        return new ExplicitCheck.NotFound(
                clause, new Text("文字识别未读到提示; " + measured.zh(), "no hint could be read in it; " + measured.en()));
    }
}
