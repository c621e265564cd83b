package zhiheng.office.sandbox;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Terms worked out from an application by the rules of the pack, for people to change.
 *
 * @param because the rules that spoke, in the order of the pack; each with its reason
 */
public record ProposedTerms(SandboxTerms terms, List<TermsRule> because) {

    /** @param tiers ids of tiers of the law that the system falls into */
    public static ProposedTerms of(
            Criteria criteria, Map<String, Answer> answers, Set<String> tiers, LocalDate today, ZoneId zone) {
        var start = criteria.start();
        var spoken = criteria.rules().stream()
                .filter(rule -> rule.speaks(answers, tiers))
                .toList();
        int months = start.months();
        int kept = start.keepContentDays();
        int youngest = 0;
        double inspected = start.evidence().inspected();
        LocalTime opens = null;
        LocalTime closes = null;
        long users = Long.MAX_VALUE;
        long calls = Long.MAX_VALUE;
        for (var rule : spoken) {
            months = Math.min(months, rule.whole(TermsRule.Bound.MONTHS, months));
            kept = Math.min(kept, rule.whole(TermsRule.Bound.KEEP_CONTENT_DAYS, kept));
            youngest = Math.max(youngest, rule.whole(TermsRule.Bound.YOUNGEST, 0));
            var share = rule.bounds().get(TermsRule.Bound.INSPECTED);
            inspected = Math.max(inspected, share == null ? 0 : Double.parseDouble(share));
            opens = later(opens, rule.time(TermsRule.Bound.OPENS));
            closes = earlier(closes, rule.time(TermsRule.Bound.CLOSES));
            users = Math.min(users, rule.whole(TermsRule.Bound.USERS, Integer.MAX_VALUE));
            calls = Math.min(calls, rule.whole(TermsRule.Bound.CALLS_PER_DAY, Integer.MAX_VALUE));
        }
        var e = start.evidence();
        boolean hours = opens != null && closes != null;
        var terms = new SandboxTerms(
                today.plusMonths(months),
                zone,
                steps(start.steps(), users, calls),
                hours ? opens : null,
                hours ? closes : null,
                youngest,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                kept,
                List.of(),
                new SandboxTerms.Evidence(e.error(), inspected, e.verdictDays(), e.reported(), e.windowDays()));
        return new ProposedTerms(terms, spoken);
    }

    /** The first step is the one that rules make smaller: the others are reached by proof alone. */
    private static List<SandboxTerms.Step> steps(List<SandboxTerms.Step> steps, long users, long calls) {
        var result = new ArrayList<>(steps);
        var first = result.getFirst();
        long most = first.callsPerDay() == 0 ? Long.MAX_VALUE : first.callsPerDay();
        long capped = Math.min(most, calls);
        result.set(
                0,
                new SandboxTerms.Step(
                        first.stage(), Math.min(first.users(), users), capped >= Integer.MAX_VALUE ? 0 : capped));
        return result;
    }

    private static @Nullable LocalTime later(@Nullable LocalTime a, @Nullable LocalTime b) {
        return a == null ? b : b == null || a.isAfter(b) ? a : b;
    }

    private static @Nullable LocalTime earlier(@Nullable LocalTime a, @Nullable LocalTime b) {
        return a == null ? b : b == null || a.isBefore(b) ? a : b;
    }
}
