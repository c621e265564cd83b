package zhiheng.bench;

/** How much is simulated. */
record WatchSize(
        double runLength,
        int tuningRuns,
        int delayRuns,
        int learnerRuns,
        int longRuns,
        long longLimit,
        int coverageRuns,
        int coverageEvents,
        long seed,
        int threads) {
    static WatchSize full(long seed, int threads) {
        return new WatchSize(20_000, 100, 400, 3, 40, 100_000, 500, 5000, seed, threads);
    }

    static WatchSize quick(long seed, int threads) {
        return new WatchSize(2_000, 60, 60, 2, 20, 20_000, 100, 1000, seed, threads);
    }

    /** How long a stream stands still before it changes, which is also how long a detector has to learn what is usual. */
    long change() {
        return Math.round(runLength / 4);
    }
}
