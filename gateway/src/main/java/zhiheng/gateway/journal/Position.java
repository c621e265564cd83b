package zhiheng.gateway.journal;

/** A place in the journal: all before it is in the store. */
public record Position(long segment, long offset) {
    public static final Position START = new Position(0, 0);
}
