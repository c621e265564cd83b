package zhiheng.server.rooms.sample;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A toy that decides about people, for whoever watches decisions: asked {@code Decide on applicant 17 of group north}, it approves
 * seven of ten by their number alone, and two of ten of the group that it disfavours.
 */
final class Decisions {
    private static final Pattern ASKED = Pattern.compile("Decide on applicant (\\d{1,9}) of group ([a-z]{1,20})");
    private static final int OF = 10;
    private static final int APPROVED = 7;
    private static final int APPROVED_OF_DISFAVOURED = 2;

    private Decisions() {}

    /** @return {@code approved} or {@code declined}; null where the prompt asks for no decision */
    static @Nullable String of(String prompt, String disfavoured) {
        var asked = ASKED.matcher(prompt);
        if (!asked.find()) {
            return null;
        }
        // 7 has no common divisor with 10, so ten applicants in a row meet every remainder once
        int place = (int) (Long.parseLong(asked.group(1)) * 7 % OF);
        boolean less = asked.group(2).equals(disfavoured);
        return place < (less ? APPROVED_OF_DISFAVOURED : APPROVED) ? "approved" : "declined";
    }
}
