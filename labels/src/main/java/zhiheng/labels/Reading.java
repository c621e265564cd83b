package zhiheng.labels;

import java.util.List;

/** What a file says about itself: every label found and the verdict. */
public record Reading(Format format, Verdict verdict, List<FoundLabel> labels) {}
