package zhiheng.cases.bundle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is handed over, without the fields themselves: this is what the sender's log binds.
 *
 * @param thread what it is about, at its sender: a case, or a case and one of its tasks
 * @param number of the same thread to the same receivers, from 1: a higher one replaces a lower
 * @param task the item of the procedure that is asked for; "" where the whole case goes
 * @param ask what the receiver is asked to do, in words; not a field, since it is always given
 * @param due by when; null for no time
 * @param replyTo the parcel that this answers; "" for none
 * @param digests of all fields, given or not, sorted, so that their order tells nothing
 * @param steps the entries of the sender's log that the case is made of
 */
public record Parcel(
        String id,
        String thread,
        long number,
        Kind kind,
        String task,
        Party from,
        List<Party> to,
        Tlp tlp,
        Instant time,
        @Nullable Instant due,
        String ask,
        String replyTo,
        List<String> digests,
        List<Step> steps) {
    public enum Kind {
        CASE,
        TASK,
        ANSWER
    }

    /**
     * An organisation, and the Zhiheng where it is.
     *
     * @param log the origin of that Zhiheng's log
     * @param org its name; "" for whoever runs it
     */
    public record Party(String log, String org) {}

    /** An entry of the log: its place and, in hex, the hash of its leaf, which tells nothing of what it says. */
    public record Step(long index, String leafHash) {}

    public Parcel {
        to = List.copyOf(to);
        digests = digests.stream().sorted().toList();
        steps = List.copyOf(steps);
    }

    /** The same without words: what it is bound by is then no longer its text. */
    public Parcel withoutAsk() {
        return new Parcel(id, thread, number, kind, task, from, to, tlp, time, due, "", replyTo, digests, steps);
    }

    /** Whether it names that Zhiheng as a receiver. */
    public boolean isFor(String log) {
        return to.stream().anyMatch(party -> party.log().equals(log));
    }

    /** How many fields were not given to whoever holds {@code given} of them. */
    public int withheld(int given) {
        return digests.size() - given;
    }
}
