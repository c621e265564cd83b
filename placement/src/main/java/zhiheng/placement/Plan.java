package zhiheng.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and when each job runs, and how good that is.
 *
 * @param running work of the plan before that has begun, holds its room and is not decided again
 * @param objective money and weighed carbon of all that is placed, with penalties for moves and for jobs left out
 * @param bound no plan has a smaller objective; proved
 * @param penalties the part of the objective that is no bill: for jobs left out and for jobs moved
 * @param status whether it is proved best
 * @param same whether the same problem and effort yield the same plan again: no clock cut the search short
 */
public record Plan(
        List<Placed> placed,
        List<Unplaced> unplaced,
        List<Running> running,
        double objective,
        double bound,
        double penalties,
        Status status,
        boolean same,
        Duration took,
        String way) {
    public Plan {
        placed = List.copyOf(placed);
        unplaced = List.copyOf(unplaced);
        running = List.copyOf(running);
    }

    public enum Status {
        /** No plan is better. */
        OPTIMAL,
        /** No better plan was found; {@link Plan#gap} says how much better one could be at most. */
        WITHIN_GAP
    }

    /**
     * A job with its place.
     *
     * @param hours of the plan, in order; in one go unless the job may pause
     */
    public record Placed(String job, String site, String accelerator, int count, List<Integer> hours, Bill bill) {
        public Placed {
            hours = List.copyOf(hours);
        }

        public int start() {
            return hours.getFirst();
        }

        /** The hour after the last. */
        public int end() {
            return hours.getLast() + 1;
        }
    }

    /**
     * Work that has begun.
     *
     * @param hours of the plan that it still takes
     */
    public record Running(String job, String site, String accelerator, int count, List<Integer> hours) {
        public Running {
            hours = List.copyOf(hours);
        }
    }

    /**
     * A job without a place.
     *
     * @param why what would have to be otherwise for it to have one
     */
    public record Unplaced(String job, Forbidden why) {}

    /**
     * How much better a plan could be at most, as part of what the placed jobs cost: penalties, which would flatter, are not
     * counted as cost.
     */
    public double gap() {
        double cost = objective - penalties;
        return objective <= bound ? 0 : cost <= 0 ? 1 : (objective - bound) / cost;
    }

    public Bill bill() {
        return placed.stream().map(Placed::bill).reduce(Bill.NOTHING, Bill::and);
    }

    public Optional<Placed> of(String job) {
        return placed.stream().filter(p -> p.job().equals(job)).findFirst();
    }
}
