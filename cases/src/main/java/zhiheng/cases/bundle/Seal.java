package zhiheng.cases.bundle;

import java.util.List;

/**
 * What shows that a parcel is in its sender's log. All hashes in base64.
 *
 * @param index of the entry whose evidence is the digest of the parcel's text; {@code leaf} is its bytes, {@code path} its proof
 * @param steps a proof for each of {@link Parcel#steps}, in their order
 * @param checkpoint a signed note, with the cosignatures of witnesses where there are any
 * @param since the size of an earlier checkpoint that the receiver may know; 0 for none, and {@code consistency} is empty
 * @param key the sender's verifier key, for comparison only: nobody believes it
 */
public record Seal(
        long index,
        String leaf,
        List<String> path,
        List<List<String>> steps,
        String checkpoint,
        long since,
        List<String> consistency,
        String key) {
    public Seal {
        path = List.copyOf(path);
        steps = steps.stream().map(List::copyOf).toList();
        consistency = List.copyOf(consistency);
    }
}
