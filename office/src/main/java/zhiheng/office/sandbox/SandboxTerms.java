package zhiheng.office.sandbox;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * What a participation is bound to, and which duties are waived meanwhile. Empty sets do not restrict.
 *
 * @param until the last day, in {@code zone}
 * @param steps how many users and calls each stage of the procedure may have, smallest first; a stage without a step has no service
 * @param opens and {@code closes}: hours of service
 * @param youngest age in years that users must have; 0 for no limit of the terms
 * @param models and {@code tools}, {@code purposes}: the features that may be used
 * @param keepContentDays how long what users wrote may be kept; 0 for not at all
 * @param waivers duties that need not be met for a while
 * @param evidence how harm is looked for, and how sure one has to be
 */
public record SandboxTerms(
        LocalDate until,
        ZoneId zone,
        List<Step> steps,
        @Nullable LocalTime opens,
        @Nullable LocalTime closes,
        int youngest,
        Set<String> regions,
        Set<String> models,
        Set<String> tools,
        Set<String> purposes,
        int keepContentDays,
        List<Waiver> waivers,
        Evidence evidence) {
    private static final int MOST_KEPT_DAYS = 3660;
    private static final int OLDEST = 99;

    /** The most users and calls in a day; 0 calls for no cap. */
    public record Step(String stage, long users, long callsPerDay) {}

    /** A duty by its id, waived up to and with a day. */
    public record Waiver(String duty, LocalDate until) {}

    /**
     * How harm comes to light.
     *
     * @param error the chance allowed of ever proposing a wider stage for a system that is not below its bound
     * @param inspected share of calls drawn by lot to be inspected by people
     * @param verdictDays within which each of them has a verdict; one that is overdue counts as harm
     * @param reported the least share of harm in the other calls that is complained of within {@code windowDays}; 0: complaints prove
     *     nothing, and only inspection does
     */
    public record Evidence(double error, double inspected, int verdictDays, double reported, int windowDays) {
        public Evidence {
            if (!(error > 0 && error <= 0.2)) {
                throw Refusal.invalid("error 须大于0且不超过0.2。", "'error' is above 0 and at most 0.2.");
            }
            if (!(inspected >= 0 && inspected <= 1) || !(reported >= 0 && reported <= 1)) {
                throw Refusal.invalid(
                        "inspected 与 reported 须在0与1之间。", "'inspected' and 'reported' lie between 0 and 1.");
            }
            if (verdictDays < 0 || verdictDays > 90 || windowDays < 0 || windowDays > 365) {
                throw Refusal.invalid(
                        "verdictDays 须为0至90，windowDays 须为0至365。",
                        "'verdictDays' is from 0 to 90, 'windowDays' from 0 to 365.");
            }
            if (inspected == 0 && reported == 0) {
                throw Refusal.invalid(
                        "inspected 与 reported 不能都为0：否则无从证明危害率。",
                        "'inspected' and 'reported' cannot both be 0: nothing would ever be proven of the rate of"
                                + " harm.");
            }
        }
    }

    public SandboxTerms {
        steps = List.copyOf(steps);
        regions = Set.copyOf(regions);
        models = Set.copyOf(models);
        tools = Set.copyOf(tools);
        purposes = Set.copyOf(purposes);
        waivers = List.copyOf(waivers);
        if (steps.isEmpty()) {
            throw Refusal.invalid("至少写明一个分级（steps）。", "Give at least one step in 'steps'.");
        }
        var seen = new HashSet<String>();
        long before = 0;
        for (var step : steps) {
            if (!seen.add(step.stage()) || step.users() <= before || step.callsPerDay() < 0) {
                throw Refusal.invalid(
                        "分级“" + step.stage() + "”有误：各级只列一次，用户数逐级增加，调用数不为负。",
                        "The step '" + step.stage()
                                + "' is wrong: each stage once, users growing from step to step, calls not negative.");
            }
            before = step.users();
        }
        if ((opens == null) != (closes == null)) {
            throw Refusal.invalid("opens 与 closes 须同时给出。", "Give both 'opens' and 'closes', or neither.");
        }
        if (youngest < 0 || youngest > OLDEST) {
            throw Refusal.invalid("youngest 须为0至99。", "'youngest' is from 0 to 99.");
        }
        if (keepContentDays < 0 || keepContentDays > MOST_KEPT_DAYS) {
            throw Refusal.invalid(
                    "keepContentDays 须为0至" + MOST_KEPT_DAYS + "。",
                    "'keepContentDays' is from 0 to " + MOST_KEPT_DAYS + ".");
        }
        for (var waiver : waivers) {
            if (waiver.until().isAfter(until)) {
                throw Refusal.invalid(
                        "义务“" + waiver.duty() + "”的豁免不能晚于期限 " + until + "。",
                        "The duty '" + waiver.duty() + "' cannot be waived beyond the end, " + until + ".");
            }
        }
    }

    public Optional<Step> step(String stage) {
        return steps.stream().filter(s -> s.stage().equals(stage)).findFirst();
    }
}
