package zhiheng.cases;

import java.time.Instant;

/** What happens to a case. {@code at} is when it is recorded; ids and digests only, never free text. */
public sealed interface Event {
    Instant at();

    /**
     * A move or a named act.
     *
     * @param happened when it was truly done, which deadlines run from; not after {@code at}
     */
    record Act(String name, Who who, Instant at, Instant happened) implements Event {
        public Act(String name, Who who, Instant at) {
            this(name, who, at, at);
        }
    }

    /** A document or evidence is put on file, known by the {@code digest} of its content. */
    record File(String item, String digest, Who who, Instant at) implements Event {}

    /** A person votes; the later vote of a person counts. */
    record Vote(String item, boolean yes, Who who, Instant at) implements Event {}

    /** A statistic is worked out, with its confidence bounds. */
    record Measure(String item, double lower, double upper, long sample, Who who, Instant at) implements Event {}

    /** Something is said for the record; the words are kept elsewhere and known by their {@code digest}. */
    record Note(Sort sort, String digest, Who who, Instant at) implements Event {
        public enum Sort {
            DECISION,
            FACT,
            QUESTION
        }
    }

    /** A person takes no further part: withdrawn, or with a conflict of interest. Votes and proposals of theirs lapse. */
    record Exclude(String person, Who who, Instant at) implements Event {}

    /** Time passes; deadlines do what they say. */
    record Pass(Instant at) implements Event {}
}
