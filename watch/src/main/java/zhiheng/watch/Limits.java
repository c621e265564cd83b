package zhiheng.watch;

import java.time.Duration;

/**
 * Bounds on what a {@link Watch} accepts.
 *
 * @param keys streams held at once; a new one beyond that is refused, unless one has been idle for {@code idle} and makes room.
 *     Evidence is never given up for a stream that merely came later, or a flood of new names could wash out an alarm.
 * @param lateness how far behind the newest of its stream an observation may be
 * @param gap how far ahead; a lone observation beyond is set aside as a clock jump until a second one agrees with it
 */
public record Limits(int keys, Duration idle, Duration lateness, Duration gap) {
    public static final Limits DEFAULT =
            new Limits(1_000_000, Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(400));
}
