package zhiheng.gateway.permit;

/**
 * What one gateway is granted of a cap, given what it says and what others hold. The one rule by which shares are made, pure, so that
 * the office goes by it in its transaction and a simulation by the very same.
 *
 * @param granted what it may use at most from here on
 * @param scarce whether next to nothing is left to grant
 * @param over whether the cap is used up
 */
public record Slice(long granted, boolean scarce, boolean over) {
    /**
     * What all others hold.
     *
     * @param granted in sum; of those that are gone too, since nobody knows what they used of it
     * @param used in sum; of those that are gone all that they were granted
     * @param alive how many were heard lately
     */
    public record Others(long granted, long used, long alive) {}

    /**
     * Grants. The sum of all that is granted stays at most {@code cap}, but for what was used beyond a grant: tokens of calls under way,
     * and what was granted before the cap was lowered.
     *
     * @param before what this gateway was granted last; what it says to hold is believed as far as that
     */
    public static Slice of(long cap, long before, Others others, Stated.Line line) {
        long held = Math.max(Math.min(line.held(), before), Math.max(0, line.used()));
        long left = cap - others.granted() - held;
        // a fair part of what is left, so that the last of a cap reaches all who want it and not who asks first
        long most = left <= 0 ? 0 : Math.max(1, left / (others.alive() + 1));
        long granted = held + Math.clamp(line.wanted() - held, 0, most);
        return new Slice(
                granted,
                left - (granted - held) <= others.alive() + 1,
                line.cap().isOfDay() && others.used() + line.used() >= cap);
    }
}
