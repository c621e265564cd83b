package zhiheng.labels.bytes;

/**
 * How much a file may ask of its reader.
 *
 * @param metadataBytes largest single block of metadata held in memory (an XMP packet, a moov box, a zip entry)
 * @param labelBytes longest text taken for a label
 * @param steps segments, chunks, boxes or entries visited
 * @param depth nesting of boxes, elements or objects
 */
public record Limits(int metadataBytes, int labelBytes, int steps, int depth) {
    public static final Limits DEFAULT = new Limits(64 << 20, 1 << 20, 1_000_000, 32);
}
