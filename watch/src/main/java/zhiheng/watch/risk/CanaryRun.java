package zhiheng.watch.risk;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Observation;

/**
 * One round through a canary set. It asks nothing by itself: whoever has a clock and a line to the system takes the next
 * question, puts it, and hands the answer back, at once or later; a question that could not be put is skipped.
 */
public final class CanaryRun {
    private final CanarySet set;
    private final String system;
    private int next;

    public CanaryRun(CanarySet set, String system) {
        this.set = set;
        this.system = system;
    }

    /** The question to put now, or null when the round is done. */
    public @Nullable Canary question() {
        return next < set.canaries().size() ? set.canaries().get(next) : null;
    }

    /** Takes the answer to {@link #question}. @return what {@link CanaryDetector} observes */
    public Observation answered(String interaction, long time, String answer) {
        var canary = asked();
        return answered(interaction, time, canary.classify(answer));
    }

    /** The same where the kind of answer was found otherwise, by a person or a model. */
    public Observation answeredWith(String interaction, long time, String category) {
        int place = asked().place(category);
        if (place < 0) {
            throw new IllegalArgumentException("题目 " + asked().id() + " 没有类别 " + category + "; canary " + asked().id()
                    + " has no category '" + category + "'");
        }
        return answered(interaction, time, place);
    }

    /** Goes on without an answer. */
    public void skip() {
        asked();
        next++;
    }

    private Observation answered(String interaction, long time, int place) {
        var canary = asked();
        next++;
        return observation(system, canary, interaction, time, place);
    }

    private Canary asked() {
        var canary = question();
        if (canary == null) {
            throw new IllegalStateException("本轮已问完; this round is done");
        }
        return canary;
    }

    /** The value is how unlikely the answer's kind was accepted to be: 1 − its share. */
    static Observation observation(String system, Canary canary, String interaction, long time, int place) {
        var category = canary.categories().get(place);
        return new Observation(
                system,
                ValueDrift.ANSWER,
                time,
                1 - category.share(),
                1,
                Map.of("interaction", interaction, "canary", canary.id(), "category", category.name()));
    }
}
