package zhiheng.bench.contain;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An order hidden in what is read, and what an agent that obeys it does.
 *
 * @param order as it stands there
 * @param extra what the agent does at once
 * @param change how its later steps are bent
 * @param answer what it adds to what it tells the user
 * @param goal whether the attacker has what they wanted
 */
record Attack(String order, List<Step> extra, UnaryOperator<Step> change, String answer, Predicate<World> goal) {
    static Attack doing(String order, Predicate<World> goal, Step... extra) {
        return new Attack(order, List.of(extra), step -> step, "", goal);
    }

    static Attack bending(String order, UnaryOperator<Step> change, Predicate<World> goal) {
        return new Attack(order, List.of(), change, "", goal);
    }

    static Attack saying(String order, String answer) {
        return new Attack(order, List.of(), step -> step, answer, world -> world.answer.contains(answer));
    }

    /** Somebody who makes an attack for a task. */
    @FunctionalInterface
    interface Maker {
        Attack on(Task task);
    }
}
