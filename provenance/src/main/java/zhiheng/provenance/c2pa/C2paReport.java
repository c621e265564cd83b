package zhiheng.provenance.c2pa;

import java.util.List;
import java.util.Optional;
import zhiheng.base.Text;

/**
 * What a file says of its origin.
 *
 * @param mediaType of the file, "" for one that is not recognised
 * @param trouble why the file or its manifest store could not be read
 * @param manifests the active one first, then those it was made from; empty without a store
 */
public record C2paReport(String mediaType, Optional<Text> trouble, List<ManifestReport> manifests) {
    /** One word for the whole; the details are in the manifests. */
    public enum Verdict {
        /** Whole, and signed by somebody whom the reader trusts. */
        TRUSTED,
        /** Whole; who signed it is not on the reader's list. */
        VALID,
        /** It can be read, but the file or the manifest was changed, or breaks a rule. */
        INVALID,
        /** There is something, but not what the specification describes. */
        MALFORMED,
        /** No manifest: nothing is known, which is neither a yes nor a no. */
        NONE,
        /** The file's format is not one that this reader knows, or the file is broken. */
        UNREADABLE
    }

    public Optional<ManifestReport> active() {
        return manifests.stream().findFirst();
    }

    public Verdict verdict() {
        if (manifests.isEmpty()) {
            return trouble.isPresent() ? Verdict.UNREADABLE : Verdict.NONE;
        }
        var active = manifests.getFirst();
        if (active.trusted()) {
            return Verdict.TRUSTED;
        }
        if (active.valid()) {
            return Verdict.VALID;
        }
        return active.wellFormed() ? Verdict.INVALID : Verdict.MALFORMED;
    }
}
