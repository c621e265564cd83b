package zhiheng.office.sandbox;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * When an answer or a tier of the law is so, terms are narrower, for a reason.
 *
 * @param criterion whose answer is asked for; "" where tiers are
 * @param is the answers to it that the rule speaks for
 * @param tiers ids of tiers that the system falls into by any pack; empty where a criterion is asked for
 * @param bounds what it proposes, by name
 */
public record TermsRule(
        String id, String criterion, Set<Answer.Says> is, Set<String> tiers, Map<Bound, String> bounds, Text reason) {

    /** What a rule can make narrower. The narrowest of all rules is what is proposed. */
    public enum Bound {
        OPENS("opens"),
        CLOSES("closes"),
        YOUNGEST("youngest"),
        KEEP_CONTENT_DAYS("keepContentDays"),
        USERS("users"),
        CALLS_PER_DAY("callsPerDay"),
        INSPECTED("inspected"),
        MONTHS("months");

        private final String key;

        Bound(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The terms before any rule. {@code months} is how long the participation lasts. */
    public record Start(
            int months, int keepContentDays, List<SandboxTerms.Step> steps, SandboxTerms.Evidence evidence) {
        public Start {
            steps = List.copyOf(steps);
        }
    }

    boolean speaks(Map<String, Answer> answers, Set<String> found) {
        return criterion.isEmpty()
                ? tiers.stream().anyMatch(found::contains)
                : is.contains(answers.getOrDefault(criterion, Answer.NONE).says());
    }

    int whole(Bound bound, int otherwise) {
        var said = bounds.get(bound);
        return said == null ? otherwise : Integer.parseInt(said);
    }

    @Nullable
    LocalTime time(Bound bound) {
        var said = bounds.get(bound);
        return said == null ? null : LocalTime.parse(said);
    }
}
