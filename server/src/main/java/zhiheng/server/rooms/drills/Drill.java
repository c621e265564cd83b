package zhiheng.server.rooms.drills;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.office.people.Actor;

/**
 * One drill as it stands.
 *
 * @param text the scenario, whole, as it was when the drill was planned
 * @param tempo by which its times are divided
 * @param org that planned it, {@code planner} the person
 * @param day for which it is planned; null where none was named
 * @param why it ended; "" where it ran its course
 * @param seq of the last entry of its record, and so its version
 * @param systems by slot
 * @param seats by seat
 */
record Drill(
        String id,
        String scenarioId,
        String text,
        int tempo,
        Scenario.Form form,
        Conduct.State state,
        String org,
        String planner,
        @Nullable LocalDate day,
        @Nullable Instant began,
        @Nullable Instant ended,
        String why,
        long seq,
        Map<String, String> systems,
        Map<String, Sitting> seats) {
    /** An organisation, or one person; the other is "". */
    record Sitting(String org, String person) {
        boolean isOf(Actor actor) {
            return person.isEmpty() ? org.equals(actor.orgId()) : person.equals(actor.id());
        }
    }

    /** With the times of this drill. */
    Scenario scenario() {
        return Scenarios.read("scenario", text).faster(tempo);
    }

    boolean live() {
        return form == Scenario.Form.LIVE;
    }

    boolean demonstration() {
        return form == Scenario.Form.DEMONSTRATION;
    }

    boolean running() {
        return state == Conduct.State.RUNNING;
    }

    boolean paused() {
        return state == Conduct.State.PAUSED;
    }

    /** Where somebody sits: in a seat of their own before one of their organisation. */
    Optional<String> seatOf(Actor actor) {
        return seats.entrySet().stream()
                .filter(s -> s.getValue().isOf(actor))
                .sorted((a, b) -> Boolean.compare(
                        a.getValue().person().isEmpty(), b.getValue().person().isEmpty()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean mayBeSeenBy(Actor actor) {
        return actor.role().seesAll()
                || org.equals(actor.orgId())
                || seats.values().stream()
                        .anyMatch(
                                s -> s.org().equals(actor.orgId()) || s.person().equals(actor.id()));
    }

    Drill with(Conduct.State now) {
        return new Drill(
                id, scenarioId, text, tempo, form, now, org, planner, day, began, ended, why, seq, systems, seats);
    }

    Drill begunAt(Instant at) {
        return new Drill(
                id, scenarioId, text, tempo, form, state, org, planner, day, at, ended, why, seq, systems, seats);
    }

    Drill endedAt(Instant at, String because) {
        return new Drill(
                id, scenarioId, text, tempo, form, state, org, planner, day, began, at, because, seq, systems, seats);
    }
}
