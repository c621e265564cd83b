package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;

/** A file format that can hold a manifest store (C2PA 2.2, annex A). */
public interface Carrier {
    /** The manifest store of a file. */
    Optional<Stored> find(Asset in) throws IOException;

    /** How a file will look with a store in it, whatever store it has now. */
    Plan plan(Asset in) throws IOException;

    /**
     * A store as it lies in a file.
     *
     * @param bytes the manifest store itself
     * @param where the bytes of the file that hold it
     * @param words for a file that is bound by its words and not by its bytes: where the store would lie if they were written in
     *     Unicode's form NFC
     */
    record Stored(byte[] bytes, List<Range> where, Optional<Range> words) {
        Stored(byte[] bytes, List<Range> where) {
            this(bytes, where, Optional.empty());
        }
    }

    /** Makes the file for a store. Its shape depends on the length of the store alone. */
    interface Plan {
        Laid lay(byte[] store);

        /** Whether the file is bound box by box (c2pa.hash.bmff) and not as a stretch of bytes. */
        default boolean boxes() {
            return false;
        }
    }

    /**
     * A file with a store in it.
     *
     * @param file the file as it will be written
     * @param excluded what no hash in the manifest can cover, since it holds the manifest
     */
    record Laid(Layout file, List<Range> excluded) {}
}
