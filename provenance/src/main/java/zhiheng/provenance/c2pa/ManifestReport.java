package zhiheng.provenance.c2pa;

import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.cose.SignatureCheck.Signer;
import zhiheng.provenance.c2pa.manifest.Action;
import zhiheng.provenance.c2pa.manifest.Disclosure;
import zhiheng.provenance.c2pa.status.Breaks;
import zhiheng.provenance.c2pa.status.Status;
import zhiheng.provenance.c2pa.status.StatusCode;

/**
 * One manifest: what it says, and how far that may be believed. The three verdicts are kept apart as C2PA 2.2, 14.3 does:
 * well-formed says that it can be read, valid that nothing was changed since it was signed, trusted that the signer is one
 * whom the reader named. None of them says that what the signer claims is true.
 *
 * @param version of the claim, 0 where there is none to read
 * @param ingredients labels of the manifests it was made from
 */
public record ManifestReport(
        String label,
        int version,
        String generator,
        String title,
        Optional<Signer> signer,
        List<Action> actions,
        Optional<Disclosure> disclosure,
        List<String> ingredients,
        List<Status> statuses) {
    /** As the source type of something a trained model made (IPTC). */
    private static final List<String> BY_MODEL = List.of(
            DigitalSource.TRAINED_ALGORITHMIC_MEDIA.uri(),
            DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA.uri());

    public boolean wellFormed() {
        return without(Breaks.FORM);
    }

    public boolean valid() {
        return wellFormed() && without(Breaks.VALIDITY);
    }

    public boolean trusted() {
        return valid() && without(Breaks.TRUST);
    }

    private boolean without(Breaks what) {
        return statuses.stream().noneMatch(status -> status.code().breaks() == what);
    }

    public boolean has(StatusCode code) {
        return statuses.stream().anyMatch(status -> status.code() == code);
    }

    /** Whether its actions or its AI disclosure say that a trained model made the file, or a part of it. */
    public boolean saysGenerated() {
        return disclosure.isPresent() || actions.stream().anyMatch(action -> BY_MODEL.contains(action.sourceType()));
    }
}
