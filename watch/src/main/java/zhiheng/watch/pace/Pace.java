package zhiheng.watch.pace;

import java.util.List;

/**
 * Stages paced by evidence. Each visit to a stage begins with no evidence: other users come, or the system was mended. The error
 * allowed is spent on visits, nine tenths of what is left on each, so that trying again and again does not buy a promotion.
 *
 * <p>Promise: a system whose rate of harm in a stage is at or above the stage's bound, is ever proposed for the next with a
 * probability of at most {@code error}, however often one looks; and one whose rate is at or below the bound on which it entered is
 * ever proposed for falling back, on one visit, with at most {@code error}. It holds where the shares declared in {@link Source} do,
 * inspected calls are drawn by lot, and the rate, given the past, does not cross the bound within a visit.
 */
public record Pace(List<Stage> stages, double error) {
    private static final double SPENT = 0.9;

    public Pace {
        stages = List.copyOf(stages);
        if (stages.isEmpty() || !(error > 0 && error < 0.5)) {
            throw new IllegalArgumentException("at least one stage and an error between 0 and 0.5 are wanted");
        }
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i).users() <= stages.get(i - 1).users()
                    || stages.get(i).bound() > stages.get(i - 1).bound()) {
                throw new IllegalArgumentException("stage " + stages.get(i).id()
                        + ": it has more users than the one before, and no greater bound");
            }
        }
    }

    /** @param visit 1 for the first */
    public Advice advise(int stage, int visit, Findings findings) {
        double bound = stages.get(stage).bound();
        var harm = HarmBounds.interval(findings, bound, error(visit));
        return switch (verdict(stage, visit, findings)) {
            case 1 -> new Advice.Widen(harm);
            case -1 -> new Advice.FallBack(harm);
            default -> new Advice.Stay(harm);
        };
    }

    /** 1 for wider, −1 for back, 0 for neither; without the bounds, for simulation. */
    int verdict(int stage, int visit, Findings findings) {
        if (HarmBounds.beyond(findings, entered(stage)) >= -Math.log(error)) {
            return -1;
        }
        boolean top = stage == stages.size() - 1;
        double bound = stages.get(stage).bound();
        return !top && HarmBounds.against(findings, bound, bound) >= -Math.log(error(visit)) ? 1 : 0;
    }

    /** The bound on which a stage was entered; for the first its own. */
    public double entered(int stage) {
        return stages.get(Math.max(0, stage - 1)).bound();
    }

    /** What may still go wrong on this visit. */
    public double error(int visit) {
        return error * SPENT * Math.pow(1 - SPENT, visit - 1);
    }
}
