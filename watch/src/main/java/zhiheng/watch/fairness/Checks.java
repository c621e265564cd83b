package zhiheng.watch.fairness;

final class Checks {
    private Checks() {}

    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + ": in [0,1], not " + value);
        }
    }
}
