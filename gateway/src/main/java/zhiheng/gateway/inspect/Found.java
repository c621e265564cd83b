package zhiheng.gateway.inspect;

/** Something found, in positions of the {@link Window}; with the same place in the original. */
record Found(String kind, int start, int end, int originalStart, int originalEnd) implements Comparable<Found> {
    static Found in(Window window, String kind, int start, int end) {
        return new Found(kind, start, end, window.original(start), window.originalEnd(end - 1));
    }

    /** Earlier first, then longer, then by name: an order that does not depend on who found what first. */
    @Override
    public int compareTo(Found other) {
        return start != other.start
                ? Integer.compare(start, other.start)
                : end != other.end ? Integer.compare(other.end, end) : kind.compareTo(other.kind);
    }
}
