package zhiheng.server.rooms.traffic;

/** Times in steps of a tenth of a power of ten, from below 0.1 ms to above 1000 s. */
final class LatencyStep {
    static final String PREFIX = "ms:";
    static final int COUNT = 72;
    private static final int LOWEST = 20; // 10^2.0 microseconds

    private LatencyStep() {}

    static int of(long micros) {
        return Math.clamp((int) Math.floor(10 * Math.log10(Math.max(1, micros))) - LOWEST, 0, COUNT - 1);
    }

    /** The time that lies {@code part} of the way through a step. */
    static double millis(int step, double part) {
        return Math.pow(10, (step + LOWEST + part) / 10) / 1000;
    }
}
