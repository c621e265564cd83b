package zhiheng.gateway.journal;

/** A place in the journal: all before it is in the store. */
public record Position(long segment, long offset) implements Comparable<Position> {
    public static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        int bySegment = Long.compare(segment, other.segment);
        return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
    }
}
