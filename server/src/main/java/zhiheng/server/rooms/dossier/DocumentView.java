package zhiheng.server.rooms.dossier;

import java.util.List;
import zhiheng.server.ground.page.When;

/**
 * The dossier as a document for a lawyer or an authority.
 *
 * @param force which duties it has: law, guidance or all; it says so itself unless it has all
 */
public record DocumentView(
        DossierView dossier, String force, String made, Checkpoint checkpoint, List<LeafProof> proofs) {
    /** The duties that are asked for. */
    public List<DossierView.Duty> duties() {
        return dossier.duties(force);
    }

    public boolean whole() {
        return force.equals("all");
    }

    /** The signed note the proofs lead to, and the key that checks it. */
    public record Checkpoint(String note, String size, String root, String key) {}

    /** One act of the dossier with the hashes that lead from its leaf to the checkpoint's root. */
    public record LeafProof(long index, When time, String act, String leafHash, List<String> hashes) {}
}
