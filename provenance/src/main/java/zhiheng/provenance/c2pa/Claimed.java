package zhiheng.provenance.c2pa;

import java.util.List;
import java.util.Optional;

/**
 * What a signer says about a file.
 *
 * @param generator the program that signs, and its version
 * @param source how the file came to be; counts where the file has no manifest yet
 * @param agent the model or program that made it, where it is to be named
 * @param oversight how far people looked at it; where it is said, an AI disclosure goes into the manifest
 * @param since for a file that is signed again: what was done to it since, as actions of C2PA
 */
public record Claimed(
        String generator,
        String version,
        DigitalSource source,
        Optional<String> title,
        Optional<String> agent,
        Optional<Oversight> oversight,
        List<String> since) {
    /** A file that a model made. */
    public static Claimed generated(String version) {
        return new Claimed(
                "Zhiheng",
                version,
                DigitalSource.TRAINED_ALGORITHMIC_MEDIA,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public Claimed titled(String name) {
        return new Claimed(generator, version, source, Optional.of(name), agent, oversight, since);
    }

    public Claimed from(DigitalSource kind) {
        return new Claimed(generator, version, kind, title, agent, oversight, since);
    }

    public Claimed by(String model) {
        return new Claimed(generator, version, source, title, Optional.of(model), oversight, since);
    }

    public Claimed overseen(Oversight how) {
        return new Claimed(generator, version, source, title, agent, Optional.of(how), since);
    }

    /** Signed again after this was done, such as c2pa.edited.metadata. */
    public Claimed after(String action) {
        return new Claimed(generator, version, source, title, agent, oversight, List.of(action));
    }
}
