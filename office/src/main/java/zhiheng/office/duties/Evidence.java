package zhiheng.office.duties;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a duty is met: an uploaded file or a link.
 *
 * @param duty the duty's id as in the pack
 * @param sha256 hex digest of the file, or of the link's text
 * @param withdrawn since when it counts no more; null while it stands
 * @param erased whether its content, title and names are gone too: digest and ledger entry stay
 * @param expires last day on which it counts; null: never expires
 */
public record Evidence(
        String id,
        String systemId,
        String duty,
        String title,
        @Nullable String link,
        @Nullable String fileName,
        long size,
        String sha256,
        @Nullable LocalDate expires,
        String addedBy,
        Instant addedAt,
        long ledgerIndex,
        @Nullable LocalDate withdrawn,
        boolean erased) {
    /** The same content for another duty. */
    Evidence serving(String newId, EvidenceRecords.Served target, String by, Instant at) {
        return new Evidence(
                newId,
                target.systemId(),
                target.duty(),
                title,
                link,
                fileName,
                size,
                sha256,
                expires,
                by,
                at,
                -1,
                null,
                false);
    }

    /** Whether it says the same as {@code other} of the same system: a form sent twice. */
    boolean sameAs(Evidence other) {
        return withdrawn == null
                && duty.equals(other.duty)
                && sha256.equals(other.sha256)
                && title.equals(other.title)
                && Objects.equals(link, other.link)
                && Objects.equals(expires, other.expires);
    }
}
