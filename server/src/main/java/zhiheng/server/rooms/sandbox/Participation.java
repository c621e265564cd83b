package zhiheng.server.rooms.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedure.Need;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.server.rooms.cases.StepRow;
import zhiheng.watch.pace.Pace;
import zhiheng.watch.pace.Stage;

/**
 * One case of a sandbox as this room sees it: the terms on file, those in force, and where on its way it stands.
 *
 * @param proposed the terms last put on file; null where there are none
 * @param terms those in force: on file when the first of two persons proposed the move into a stage with service; null before that
 * @param deciders the two persons of that decision
 * @param stop how many stages were entered, this one counted
 */
record Participation(
        Case c,
        Procedure procedure,
        @Nullable SandboxTerms proposed,
        @Nullable SandboxTerms terms,
        List<String> deciders,
        int stop) {
    static final String TERMS = "terms";
    static final String HARM = "harm";

    static Participation of(Case c, Procedure procedure, List<StepRow> steps) {
        SandboxTerms filed = null;
        SandboxTerms before = null;
        SandboxTerms inForce = null;
        List<String> deciders = List.of();
        for (var step : steps) {
            if (step.event() instanceof Event.File file && file.item().equals(TERMS)) {
                filed = readable(step.words());
            }
            String first = "";
            for (var deed : step.deeds()) {
                switch (deed.sort()) {
                    case PROPOSED -> before = filed;
                    case DONE -> first = deed.detail();
                    case ENTERED -> {
                        if (!first.isEmpty()
                                && before != null
                                && before.step(deed.subject()).isPresent()) {
                            inForce = before;
                            deciders = List.of(first, deed.by());
                        }
                    }
                    default -> {}
                }
            }
        }
        return new Participation(
                c, procedure, filed, inForce, deciders, c.trail().size());
    }

    /** What was filed in other words than as terms is a document like any other. */
    private static @Nullable SandboxTerms readable(String words) {
        try {
            return words.startsWith("{") ? TermsJson.read(words) : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The step of the stage where it stands; empty where there is no service. */
    Optional<SandboxTerms.Step> step() {
        return terms == null ? Optional.empty() : terms.step(c.stage());
    }

    /** How often it has come into this stage. */
    int visit() {
        return (int) c.trail().stream().filter(v -> v.stage().equals(c.stage())).count();
    }

    /** Whether a stage with service can still be reached. */
    boolean mayServeAgain() {
        var t = terms;
        if (t == null) {
            return false;
        }
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(c.stage()));
        while (!open.isEmpty()) {
            var stage = procedure.stage(open.remove());
            if (!seen.add(stage.id())) {
                continue;
            }
            if (t.step(stage.id()).isPresent()) {
                return true;
            }
            stage.moves().forEach(m -> open.add(m.to()));
        }
        return false;
    }

    /** The stages with service, paced by the bounds that the procedure gives them; empty where it gives none. */
    Optional<Pace> pace() {
        var t = terms;
        if (t == null) {
            return Optional.empty();
        }
        var stages = new ArrayList<Stage>();
        for (var step : t.steps()) {
            var bound = bound(step.stage());
            if (bound.isEmpty() && stages.isEmpty()) {
                return Optional.empty();
            }
            stages.add(new Stage(
                    step.stage(),
                    step.users(),
                    bound.orElseGet(() -> stages.getLast().bound())));
        }
        return Optional.of(new Pace(stages, t.evidence().error()));
    }

    /** Which of the stages of its pace it stands in; −1 for none. */
    int paced() {
        var t = terms;
        if (t == null) {
            return -1;
        }
        return t.steps().stream().map(SandboxTerms.Step::stage).toList().indexOf(c.stage());
    }

    /** Below which harm is to be proven before the stage is left for a wider one. */
    Optional<Double> bound(String stage) {
        return procedure.stages().stream()
                .filter(s -> s.id().equals(stage))
                .flatMap(s -> s.moves().stream())
                .flatMap(m -> m.needs().stream())
                .flatMap(
                        need -> need instanceof Need.Below below && below.item().equals(HARM)
                                ? java.util.stream.Stream.of(below.bound())
                                : java.util.stream.Stream.empty())
                .findFirst();
    }

    /** The move back that the server itself may make once harm is proven to be too frequent. */
    Optional<Procedure.Move> fallBack() {
        return procedure.stage(c.stage()).moves().stream()
                .filter(m -> m.needs().stream()
                        .anyMatch(n -> n instanceof Need.Above a && a.item().equals(HARM)))
                .filter(m -> bySystem(m.by()) && m.second().isEmpty())
                .findFirst();
    }

    boolean measurable() {
        return procedure.items().stream()
                .anyMatch(i -> i.id().equals(HARM) && i.sort() == Procedure.Item.Sort.STATISTIC && bySystem(i.by()));
    }

    private boolean bySystem(Set<String> roles) {
        return roles.stream().anyMatch(r -> procedure.role(r).heldBy() == Procedure.Holder.SYSTEM);
    }
}
