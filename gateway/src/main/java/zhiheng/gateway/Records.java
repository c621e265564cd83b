package zhiheng.gateway;

import org.jspecify.annotations.Nullable;

/** Takes the record of every call, off the hot path. */
public interface Records {
    /**
     * Hands a record over; never blocks.
     *
     * @param sealed its {@link Content}, encrypted, where the permit keeps it; kept with the record or not at all
     */
    void add(Interaction interaction, byte @Nullable [] sealed);

    /**
     * Hands over what is known of a call whose words begin to reach its caller, or that has said much more since: should this process die,
     * this is its record. {@link #add} completes it; never blocks.
     */
    default void open(Interaction soFar) {}

    /** Whether records can be kept at the moment, on disk at least. */
    State state();

    /** How well records are kept. */
    enum State {
        /** In the store, soon. */
        STORED,
        /** On this machine's disk, until the store is back. */
        BUFFERED,
        /** Nowhere: no call may pass. */
        FULL
    }

    /** Keeps nothing; for tests of other parts. */
    Records NONE = new Records() {
        @Override
        public void add(Interaction interaction, byte @Nullable [] sealed) {}

        @Override
        public State state() {
            return State.STORED;
        }
    };
}
