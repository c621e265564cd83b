package zhiheng.drills.exercise;

/**
 * What the traffic of one inject came to.
 *
 * @param bad harmful answers that were made, {@code delivered} of them to whoever asked
 * @param good harmless calls made from the inject to its end, {@code refused} of them not answered
 */
public record Exposure(long bad, long delivered, long good, long refused) {
    public static final Exposure NONE = new Exposure(0, 0, 0, 0);

    public Exposure {
        if (bad < 0 || delivered < 0 || delivered > bad || good < 0 || refused < 0 || refused > good) {
            throw new IllegalArgumentException("more delivered than made, or less than nothing");
        }
    }

    public Exposure and(Exposure more) {
        return new Exposure(bad + more.bad, delivered + more.delivered, good + more.good, refused + more.refused);
    }
}
