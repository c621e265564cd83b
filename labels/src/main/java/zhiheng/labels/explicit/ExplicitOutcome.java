package zhiheng.labels.explicit;

import zhiheng.base.Text;
import zhiheng.labels.label.Format;

/** What became of a wish to put an explicit label on a file. A refusal is an answer, not an exception. */
public sealed interface ExplicitOutcome {
    /**
     * The new file stands under its name.
     *
     * @param clause the clause of GB 45438-2025 it follows
     * @param mark what was added, measured
     * @param how what was done to the media: a visible or audible label changes them, and where they had to be encoded
     *     again this says so
     */
    record Done(Format format, String clause, ExplicitMark mark, Text how) implements ExplicitOutcome {}

    /** Nothing was written and the original is as it was: why, and what to do about it. */
    record Refused(String clause, Text reason, Text remedy) implements ExplicitOutcome {}
}
