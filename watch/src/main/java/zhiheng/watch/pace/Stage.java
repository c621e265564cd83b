package zhiheng.watch.pace;

/**
 * One step of a trial.
 *
 * @param users the most users it may have
 * @param bound harmful calls per call: the next stage is proposed once harm is proven to be rarer
 */
public record Stage(String id, long users, double bound) {
    public Stage {
        if (users < 1 || !(bound > 0 && bound < 1)) {
            throw new IllegalArgumentException("stage " + id
                    + ": at least one user and a bound between 0 and 1 are wanted, not " + users + ", " + bound);
        }
    }
}
