package zhiheng.provenance.c2pa.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/** What a manifest says of the files that its own was made from: their manifests must be the ones it saw. */
final class Ingredients {
    private final Store store;
    private final String manifest;
    private final @Nullable String algorithm;
    private final Findings findings;

    Ingredients(Store store, String manifest, @Nullable String algorithm, Findings findings) {
        this.store = store;
        this.manifest = manifest;
        this.algorithm = algorithm;
        this.findings = findings;
    }

    /** The labels of the manifests referred to. */
    List<String> check(List<Assertion> assertions) {
        var labels = new ArrayList<String>();
        int parents = 0;
        for (var assertion : assertions) {
            if (assertion.isIngredient()) {
                parents += assertion.isParent() ? 1 : 0;
                check(assertion).ifPresent(box -> labels.add(box.label()));
            }
        }
        if (parents > 1) {
            findings.add(StatusCode.MULTIPLE_PARENTS, manifest);
        }
        return List.copyOf(labels);
    }

    private Optional<Superbox> check(Assertion ingredient) {
        var where = ingredient.uri().url();
        if (ingredient.fields().text("relationship").isEmpty()) {
            findings.add(StatusCode.INGREDIENT_MALFORMED, where, "the relationship is missing");
            return Optional.empty();
        }
        var uri = ingredient.manifest();
        if (uri.isEmpty()) {
            findings.add(StatusCode.UNKNOWN_PROVENANCE, where);
            return Optional.empty();
        }
        var box = store.at(uri.get().path(manifest));
        if (box.isEmpty()) {
            findings.add(StatusCode.INGREDIENT_MISSING, where, uri.get().url());
            return Optional.empty();
        }
        say(
                uri.get().fits(box.get(), algorithm),
                StatusCode.INGREDIENT_VALIDATED,
                StatusCode.INGREDIENT_MISMATCH,
                where);
        if (ingredient.fields().has("claimSignature")) {
            signature(ingredient, where);
        }
        return box;
    }

    private void signature(Assertion ingredient, String where) {
        var uri = HashedUri.read(ingredient.fields().fields("claimSignature"));
        var box = uri.flatMap(u -> store.at(u.path(manifest)));
        if (uri.isEmpty() || box.isEmpty()) {
            findings.add(StatusCode.INGREDIENT_SIGNATURE_MISSING, where);
            return;
        }
        say(
                uri.get().fits(box.get(), algorithm),
                StatusCode.INGREDIENT_SIGNATURE_VALIDATED,
                StatusCode.INGREDIENT_SIGNATURE_MISMATCH,
                where);
    }

    private void say(Optional<Boolean> fits, StatusCode good, StatusCode bad, String where) {
        findings.add(fits.map(yes -> yes ? good : bad).orElse(StatusCode.ALGORITHM_UNSUPPORTED), where);
    }
}
