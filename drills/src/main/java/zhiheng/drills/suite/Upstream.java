package zhiheng.drills.suite;

/** Whoever answers prompts. Called from many threads at once. */
public interface Upstream {
    /** Asks once and waits; what goes wrong is an answer too. */
    Answer ask(Probe probe) throws InterruptedException;
}
