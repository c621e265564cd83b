package zhiheng.watch;

/**
 * What a {@link Watch} took in and what it set aside. Nothing is dropped silently: the parts add up to {@code seen}.
 *
 * @param taken reached every monitor of their metric
 * @param unmonitored no monitor wants their metric
 * @param bad a value that is not finite, a weight that is not positive and finite, or an attribute over the limits
 * @param late older than the newest of their stream by more than the tolerance
 * @param jumped ahead of their stream by more than the largest gap, and not confirmed by a second one
 * @param refusedKeys of a stream that found no room
 * @param failed a detector refused the value, e.g. a rate outside [0,1]
 * @param reordered taken, although their time lay before the newest; their time counts as the newest's
 * @param evictedKeys idle streams that made room, with what was known about them
 */
public record Counters(
        long seen,
        long taken,
        long unmonitored,
        long bad,
        long late,
        long jumped,
        long refusedKeys,
        long failed,
        long reordered,
        long evictedKeys) {}
