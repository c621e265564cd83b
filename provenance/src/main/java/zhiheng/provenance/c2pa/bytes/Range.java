package zhiheng.provenance.c2pa.bytes;

/** The bytes {@code [from, to)} of a file. */
public record Range(long from, long to) {
    public long length() {
        return to - from;
    }

    public boolean holds(Range other) {
        return from <= other.from && other.to <= to;
    }
}
