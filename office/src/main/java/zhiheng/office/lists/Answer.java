package zhiheng.office.lists;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an entry of a list says of an act, the gravest first; a pack's tier of the same name, in small letters, gives it. */
public enum Answer {
    /** No entry to the market, and no authority accepts an application. */
    PROHIBITED,
    FORBIDDEN,
    /** Never covered by tolerance, whatever else is met. */
    EXCLUDED,
    /** Deliberated first, on file, before it is decided. */
    DELIBERATE,
    /** A person must judge. */
    REVIEW,
    APPROVAL,
    PERMIT,
    REPORT,
    /** The conditions of tolerance are met. */
    COVERED,
    OFFERED,
    ALLOWED;

    static @Nullable Answer of(String tier) {
        for (var answer : values()) {
            if (answer.word().equals(tier)) {
                return answer;
            }
        }
        return null;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an act with this answer is not to be done. */
    public boolean stops() {
        return compareTo(DELIBERATE) < 0;
    }
}
