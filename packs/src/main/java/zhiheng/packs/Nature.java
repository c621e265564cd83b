package zhiheng.packs;

/** What kind of thing a duty is in time. */
public enum Nature {
    /** Something not to be done: kept or breached, never late. */
    PROHIBITION,
    /** Something to be kept up as long as the rule binds: no day on which it could be done once and for all. */
    CONTINUOUS,
    /** Something to be done once, by a day that follows from the law or from a date that the questionnaire asks. */
    DATED,
    /** Something to be done each time an event happens. */
    EVENT;

    static final java.util.List<String> WORDS = java.util.Arrays.stream(values())
            .map(n -> n.name().toLowerCase(java.util.Locale.ROOT))
            .toList();
}
