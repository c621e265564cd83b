package zhiheng.office.lists;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Finding;

/**
 * An act held against a list.
 *
 * @param hits entries that fit, the gravest first
 * @param open entries that an answer would decide; unknown is not no
 */
public record ListCheck(ActList list, LocalDate asOf, Verdict verdict, List<Hit> hits, List<Open> open) {
    /** What came out. */
    public enum Verdict {
        /** The gravest entry that fits says it. */
        LISTED,
        /** An answer is missing that could make it graver. */
        UNSURE,
        /** No entry fits, and all that the document lists is here. Other duties stand. */
        NOT_LISTED,
        /** No entry fits, and not all that the document lists is here: look there. */
        NOT_FOUND,
        /** No entry was in force on that day, so the list says nothing. */
        NOT_IN_FORCE
    }

    /** An entry that fits. */
    public record Hit(ActList.Entry entry, List<Finding.Because> because) {}

    /** An entry that is open, and the questions that would decide it. */
    public record Open(ActList.Entry entry, List<String> missing) {}

    /** The gravest answer; null where no entry fits. */
    public @Nullable Answer answer() {
        return hits.isEmpty() ? null : hits.getFirst().entry().answer();
    }

    /** Whether an entry with this answer fits. */
    public boolean says(Answer answer) {
        return hits.stream().anyMatch(h -> h.entry().answer() == answer);
    }

    /** Whether an entry with this answer is still open. */
    public boolean mayYetSay(Answer answer) {
        return open.stream().anyMatch(o -> o.entry().answer() == answer);
    }
}
