package zhiheng.gateway.permit;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What one gateway may use of a system's caps where several share them. What is of a day is counted from its start and needs no end:
 * what was granted stays counted against the cap until it is given back. What is of now (calls at once, calls per second) ends with
 * {@code untilNanos}, so that a gateway that is gone holds nothing for long.
 *
 * @param day of the figures that are of a day, in the permit's zone
 * @param most by cap; none for a cap that is missing
 * @param scarce caps of which nothing is left to grant, so that who does not need a share gives it back
 * @param over caps that are used up
 * @param untilNanos of {@link System#nanoTime}, taken before the grant was asked for
 */
public record Share(LocalDate day, Map<Cap, Long> most, Set<Cap> scarce, Set<Cap> over, long untilNanos) {
    static final Share NOTHING = new Share(LocalDate.EPOCH, Map.of(), Set.of(), Set.of(), 0);

    public Share {
        most = most.isEmpty() ? Map.of() : new EnumMap<>(most);
        scarce = scarce.isEmpty() ? Set.of() : EnumSet.copyOf(scarce);
        over = over.isEmpty() ? Set.of() : EnumSet.copyOf(over);
    }

    /** What may be used of a cap, 0 where nothing was granted for this day or moment. */
    long most(Cap cap, LocalDate today, long nanos) {
        boolean holds = cap.isOfDay() ? day.equals(today) : nanos - untilNanos < 0 && !most.isEmpty();
        return holds ? most.getOrDefault(cap, 0L) : 0;
    }

    boolean isScarce(Cap cap) {
        return scarce.contains(cap);
    }

    boolean isOver(Cap cap) {
        return over.contains(cap);
    }

    Share keeping(LocalDate today, Map<Cap, Long> kept) {
        return new Share(today, kept, scarce, over, untilNanos);
    }
}
