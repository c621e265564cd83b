package zhiheng.watch.rate;

/** Which change of a rate is looked for. */
public enum Direction {
    UP,
    DOWN,
    EITHER
}
