package zhiheng.gateway.upstream;

/**
 * Keeps calls away from a server that fails: open after {@value #FAILURES} failures in a row, for a second that doubles with each
 * try that fails again, up to a minute; then one call at a time tries it. Confined to no thread; all methods are synchronised and short.
 */
final class Breaker {
    static final int FAILURES = 5;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private int failures;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long closedUntil = Long.MIN_VALUE;
    private boolean trying;

    /** Whether a call may go there now. A call that may must report back. */
    synchronized boolean admits(long nowMillis) {
        if (failures < FAILURES) {
            return true;
        }
        if (nowMillis < closedUntil || trying) {
            return false;
        }
        trying = true;
        return true;
    }

    /** How long until it may be tried again. */
    synchronized long pauseLeft(long nowMillis) {
        return failures < FAILURES ? 0 : Math.max(1, closedUntil - nowMillis);
    }

    synchronized void succeeded() {
        failures = 0;
        trying = false;
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    synchronized void failed(long nowMillis) {
        failures++;
        if (failures >= FAILURES) {
            if (trying) {
                pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
            }
            closedUntil = nowMillis + pauseMillis;
        }
        trying = false;
    }

    /** The call that was admitted says nothing about the server's health: its caller went away. */
    synchronized void saidNothing() {
        trying = false;
    }
}
