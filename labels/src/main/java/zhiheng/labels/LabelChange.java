package zhiheng.labels;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import zhiheng.base.Text;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;

/** What became of the label of a file on its way through a pipeline. */
public enum LabelChange {
    SAME("不变", "same"),
    MOVED("已移到别处", "moved"),
    CHANGED("内容已改变", "changed"),
    LOST("已丢失", "lost"),
    ADDED("新增", "added"),
    NONE("前后均无标识", "none before, none after"),
    UNKNOWN("无法判定", "cannot be told");

    private final Text text;

    LabelChange(String zh, String en) {
        text = new Text(zh, en);
    }

    public Text text() {
        return text;
    }

    /** Whether the label that was there still says the same. */
    public boolean isKept() {
        return this == SAME || this == MOVED || this == NONE;
    }

    /**
     * Compares two readings. A file that cannot be read to its end tells nothing, unless what it told already says that something changed:
     * a label found in it is a label.
     */
    public static LabelChange of(FileReport before, FileReport after) {
        Set<ContentLabel> was = labels(before);
        Set<ContentLabel> is = labels(after);
        boolean whole = isWhole(before) && isWhole(after);
        if (was.isEmpty() || is.isEmpty()) {
            return !whole ? UNKNOWN : was.isEmpty() && is.isEmpty() ? NONE : was.isEmpty() ? ADDED : LOST;
        }
        if (!was.equals(is)) {
            return CHANGED;
        }
        return places(before).equals(places(after)) && before.format() == after.format() ? SAME : MOVED;
    }

    private static boolean isWhole(FileReport report) {
        return !(report.verdict() instanceof Verdict.Inconclusive)
                || !report.labels().isEmpty();
    }

    private static Set<ContentLabel> labels(FileReport report) {
        var labels = new LinkedHashSet<ContentLabel>();
        report.labels().forEach(found -> labels.add(found.label()));
        return labels;
    }

    private static Set<String> places(FileReport report) {
        var places = new LinkedHashSet<String>();
        report.labels().stream().map(FoundLabel::place).forEach(places::add);
        return places;
    }

    /** The first place in which a reading found a label. */
    public static Optional<String> place(FileReport report) {
        return report.labels().stream().map(FoundLabel::place).findFirst();
    }
}
