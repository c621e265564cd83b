package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.cose.SignatureCheck;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Judges one manifest in the order of C2PA 2.2, 15: form, signature, assertions, binding, actions, ingredients. */
public final class ManifestCheck {
    private final Store store;
    private final SignatureCheck signatures;
    private final Set<String> redacted;

    public ManifestCheck(Store store, SignatureCheck signatures) {
        this.store = store;
        this.signatures = signatures;
        this.redacted = redactions(store);
    }

    /**
     * What a manifest says and what was found about it.
     *
     * @param ingredients the labels of the manifests it refers to
     */
    public record Checked(
            String label,
            int version,
            String generator,
            String title,
            Optional<SignatureCheck.Signer> signer,
            List<Action> actions,
            Optional<Disclosure> disclosure,
            List<String> ingredients,
            Findings findings) {}

    /**
     * The file that the active manifest is bound to.
     *
     * @param store where in it the store lies
     * @param hashed its hash, where it is known
     * @param words where the store would lie in a text of Unicode's form NFC; empty where bytes are bound and not words
     */
    public record Bound(Asset file, List<Range> store, Optional<DataHash.Known> hashed, Optional<Range> words) {
        private DataHash.Bound as(boolean updated) {
            return new DataHash.Bound(file, store, hashed, words, updated);
        }
    }

    /**
     * Judges one manifest.
     *
     * @param bound for the active manifest; the files of the others are not here
     */
    public Checked check(Superbox manifest, Optional<Bound> bound) throws IOException {
        var findings = new Findings();
        if (manifest.type().equals("c2cm")) {
            findings.add(StatusCode.COMPRESSED_INVALID, manifest.label());
            return nothing(manifest, findings);
        }
        if (!manifest.type().equals("c2ma") && !manifest.type().equals("c2um")) {
            findings.add(StatusCode.GENERAL_ERROR, manifest.label(), "the box is no manifest");
            return nothing(manifest, findings);
        }
        var read = Claim.read(manifest, findings);
        if (read.isEmpty()) {
            return nothing(manifest, findings);
        }
        var claim = read.get();
        var signer = signature(manifest, claim, findings);
        var assertions = assertions(manifest, claim, findings);
        bind(manifest, claim, assertions, bound, findings);
        var ingredients = new Ingredients(store, manifest.label(), claim.algorithm(), findings).check(assertions);
        var actions = new Actions(store, manifest.label(), findings)
                .check(assertions, claim.version(), !manifest.type().equals("c2um"));
        var title = claim.fields().text("dc:title").orElse("");
        var disclosure = assertions.stream()
                .flatMap(assertion -> Disclosure.of(assertion).stream())
                .findFirst();
        return new Checked(
                manifest.label(),
                claim.version(),
                claim.generator(),
                title,
                signer,
                actions,
                disclosure,
                ingredients,
                findings);
    }

    private static Checked nothing(Superbox manifest, Findings findings) {
        return new Checked(
                manifest.label(), 0, "", "", Optional.empty(), List.of(), Optional.empty(), List.of(), findings);
    }

    private Optional<SignatureCheck.Signer> signature(Superbox manifest, Claim claim, Findings findings) {
        var path = HashedUri.path(claim.signature(), manifest.label());
        var box = path.equals("c2pa/" + manifest.label() + "/c2pa.signature")
                ? store.at(path)
                : Optional.<Superbox>empty();
        var bytes = box.filter(b -> b.type().equals("c2cs")).flatMap(b -> b.content("cbor"));
        if (bytes.isEmpty()) {
            findings.add(StatusCode.SIGNATURE_MISSING, claim.signature());
            return Optional.empty();
        }
        return signatures.judge(bytes.get().bytes(), claim.bytes(), claim.signature(), findings);
    }

    private List<Assertion> assertions(Superbox manifest, Claim claim, Findings findings) {
        var inside = "c2pa/" + manifest.label() + "/c2pa.assertions/";
        var named = new HashSet<String>();
        var read = new ArrayList<Assertion>();
        redactionRules(claim, inside, findings);
        claim.assertions().forEach(uri -> {
            var path = uri.path(manifest.label());
            named.add(path);
            if (!path.startsWith(inside)) {
                findings.add(StatusCode.ASSERTION_OUTSIDE, uri.url());
                return;
            }
            var box = assertionStore(manifest).flatMap(ignored -> store.at(path));
            if (box.isEmpty()) {
                if (!redacted.contains(path)) {
                    findings.add(StatusCode.ASSERTION_MISSING, uri.url());
                }
                return;
            }
            var fits = uri.fits(box.get(), claim.algorithm());
            if (fits.isEmpty()) {
                findings.add(StatusCode.ALGORITHM_UNSUPPORTED, uri.url());
            } else if (!fits.get() && redacted.contains(path)) {
                return; // its content was taken out by a later manifest, which says so
            } else {
                findings.add(fits.get() ? StatusCode.HASHED_URI_MATCH : StatusCode.HASHED_URI_MISMATCH, uri.url());
            }
            Assertion.read(box.get(), path, uri, claim.created().contains(uri), findings)
                    .ifPresent(read::add);
        });
        assertionStore(manifest)
                .ifPresent(all -> all.boxes().stream()
                        .filter(box -> !named.contains(inside + box.label()))
                        .forEach(box -> findings.add(StatusCode.ASSERTION_UNDECLARED, box.label())));
        return read;
    }

    private static Optional<Superbox> assertionStore(Superbox manifest) {
        return manifest.labelled("c2pa.assertions").stream()
                .filter(box -> box.type().equals("c2as"))
                .findFirst();
    }

    private static void redactionRules(Claim claim, String inside, Findings findings) {
        for (var uri : claim.redacted()) {
            var path = HashedUri.path(uri, "");
            var label = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith(inside)) {
                findings.add(StatusCode.ASSERTION_SELF_REDACTED, uri);
            } else if (label.startsWith("c2pa.actions")) {
                findings.add(StatusCode.ACTION_REDACTED, uri);
            } else if (label.startsWith("c2pa.hash.")) {
                findings.add(StatusCode.DATA_HASH_REDACTED, uri);
            }
        }
    }

    /** A standard manifest binds itself to the file; an update says only something new about what its parent is bound to. */
    private void bind(
            Superbox manifest, Claim claim, List<Assertion> assertions, Optional<Bound> bound, Findings findings)
            throws IOException {
        var bindings = assertions.stream().filter(Assertion::isHardBinding).toList();
        if (manifest.type().equals("c2um")) {
            update(assertions, bound, findings);
        } else if (bindings.isEmpty()) {
            findings.add(StatusCode.HARD_BINDING_MISSING, manifest.label());
        } else if (bindings.size() > 1) {
            findings.add(StatusCode.HARD_BINDING_MULTIPLE, manifest.label());
        } else if (bound.isPresent()) {
            Binding.judge(bindings.getFirst(), claim.algorithm(), bound.get().as(false), findings);
        }
    }

    private void update(List<Assertion> assertions, Optional<Bound> bound, Findings findings) throws IOException {
        var parents = assertions.stream().filter(Assertion::isParent).toList();
        var forbidden =
                assertions.stream().filter(a -> a.isHardBinding() || a.label().startsWith("c2pa.thumbnail"));
        forbidden.forEach(a -> findings.add(StatusCode.UPDATE_INVALID, a.uri().url()));
        if (parents.size() != 1) {
            findings.add(StatusCode.UPDATE_WRONG_PARENTS, "");
            return;
        }
        if (bound.isPresent()) {
            binding(parents.getFirst(), bound.get(), 0, findings);
        }
    }

    /** The binding of the nearest manifest below that has one. */
    private void binding(Assertion parent, Bound bound, int depth, Findings findings) throws IOException {
        var own = parent.path().split("/", -1)[1];
        var manifest = parent.manifest().flatMap(uri -> store.at(uri.path(own)));
        var claim = manifest.flatMap(m -> Claim.read(m, new Findings()));
        if (claim.isEmpty() || depth > store.manifests().size()) {
            findings.add(StatusCode.HARD_BINDING_MISSING, parent.uri().url());
            return;
        }
        var below = assertions(manifest.get(), claim.get(), new Findings());
        if (manifest.get().type().equals("c2um")) {
            for (var next : below.stream().filter(Assertion::isParent).limit(1).toList()) {
                binding(next, bound, depth + 1, findings);
            }
            return;
        }
        for (var one : below.stream().filter(Assertion::isHardBinding).limit(1).toList()) {
            Binding.judge(one, claim.get().algorithm(), bound.as(true), findings);
        }
    }

    private static Set<String> redactions(Store store) {
        var redacted = new HashSet<String>();
        for (var manifest : store.manifests()) {
            Claim.read(manifest, new Findings())
                    .ifPresent(claim ->
                            claim.redacted().forEach(uri -> redacted.add(HashedUri.path(uri, manifest.label()))));
        }
        return redacted;
    }
}
