package zhiheng.labels.explicit;

import java.nio.file.Path;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.labels.Labels;

/**
 * The label people see or hear (GB 45438-2025, clause 5), put on files and measured in files. Unlike the implicit label of
 * {@link Labels} it lies in the content itself, so pixels, samples and frames do change; each {@link ExplicitOutcome.Done}
 * says how. There is no way to remove one.
 */
public final class ExplicitLabel {
    /** The usual hint; it has both elements that the standard asks for. */
    public static final String HINT = "人工智能生成";

    private ExplicitLabel() {}

    /**
     * Puts an explicit label on a copy of the file. Text, Markdown and HTML get the words, pictures the words drawn at a
     * corner, sound a rhythm or a spoken hint, films the words over their first seconds. A file whose label measures up
     * already is copied as it is. The copy appears whole under its
     * name or not at all, the original is never touched ({@code out} may be the same path), and no exception leaves.
     */
    public static ExplicitOutcome apply(Path in, Path out, ExplicitOptions options) {
        return ExplicitFiles.apply(in, out, options);
    }

    /** Measures the explicit label of a file. Whatever the file is, no exception leaves. */
    public static ExplicitCheck check(Path file) {
        return check(file, ExplicitOptions.DEFAULT);
    }

    /**
     * The same, looking also for the hint, the font and the spoken recording named in the options, and using the ffmpeg
     * named there. The other options do not matter: a label is found in any place, size and tempo.
     */
    public static ExplicitCheck check(Path file, ExplicitOptions options) {
        return ExplicitFiles.check(file, options);
    }

    /** The text with the hint before it on a line of its own; unchanged when it has a label already. */
    public static String affix(String text) {
        return affix(text, HINT, ExplicitOptions.Place.START);
    }

    public static String affix(String text, String hint, ExplicitOptions.Place place) {
        if (!ExplicitText.hasBothElements(hint)) {
            throw new IllegalArgumentException(ExplicitText.ELEMENTS.en());
        }
        return ExplicitText.affix(text, hint, place);
    }

    /** The label of a text: both elements in one sentence at start or end, alone on a line in the middle, or a corner mark. */
    public static Optional<ExplicitMark.Words> find(String text) {
        return ExplicitText.find(text);
    }

    /** What is wrong with the explicit label of a text, or empty when there is a good one. */
    public static Optional<Text> problem(String text) {
        return find(text).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Text(
                                "文首、文末和文中未见同时含有“人工智能/AI”与“生成/合成”的提示, 也未见角标 (5.1)",
                                "no hint with both 人工智能 or AI, and 生成 or 合成, at start, end or middle, and no corner mark (5.1)"));
    }

    /** HTML and CSS for a chat page that keep the hint in sight near the content, zh and en; no script, no outside file. */
    public static String interfaceSnippet() {
        return ExplicitSnippet.HTML;
    }
}
