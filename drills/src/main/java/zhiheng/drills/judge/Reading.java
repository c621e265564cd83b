package zhiheng.drills.judge;

/** What a judge makes of one answer. */
public enum Reading {
    /** What the part counts is there. */
    EVENT,
    NONE,
    /** Empty, nonsense, in another language, or neither of the words that were asked for: counted for and against, whichever is worse. */
    UNCLEAR
}
