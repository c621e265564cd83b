package zhiheng.office.sandbox;

import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.office.duties.TrackedDuty;

/** Which duties terms may waive: those that the system has and whose pack lets them be waived. */
public final class Waivers {
    private Waivers() {}

    /** Refuses, by name, a duty that the system has not, that may never be waived, or an end that is past. */
    public static void check(SandboxTerms terms, List<TrackedDuty> duties, LocalDate today) {
        for (var waiver : terms.waivers()) {
            var duty = duties.stream()
                    .map(TrackedDuty::duty)
                    .filter(d -> d.id().equals(waiver.duty()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(
                            "按现有事实，该系统没有义务“" + waiver.duty() + "”，请检查编号。",
                            "By its present facts the system has no duty '" + waiver.duty() + "'; check the id."));
            if (!duty.waivable()) {
                throw Refusal.invalid(
                        duty.article() + " 规定的义务“" + duty.title().zh() + "”（" + duty.id() + "）不得豁免，请从条件中删去。",
                        "The duty '" + duty.title().en() + "' (" + duty.id() + ") of " + duty.article()
                                + " is never waived; take it out of the terms.");
            }
            if (waiver.until().isBefore(today)) {
                throw Refusal.invalid(
                        "义务“" + waiver.duty() + "”的豁免截止日已过，请改为今天或以后。",
                        "The waiver of '" + waiver.duty() + "' ends in the past; give today or later.");
            }
        }
    }
}
