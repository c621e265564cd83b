package zhiheng.provenance.c2pa.manifest;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/**
 * An assertion of a manifest.
 *
 * @param label without the number that tells several of a kind apart
 * @param fields what it says, where it says it in CBOR
 * @param created whether the signer vouches for it
 */
record Assertion(String label, String path, HashedUri uri, Superbox box, Fields fields, boolean created) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The assertion in a box, or nothing where its content cannot be read, which the findings then say. */
    static Optional<Assertion> read(Superbox box, String path, HashedUri uri, boolean created, Findings findings) {
        var label = box.label().replaceFirst("__\\d+$", "");
        var fields = Fields.of(null);
        var cbor = box.content("cbor");
        if (cbor.isPresent()) {
            try {
                fields = Fields.of(Cbor.read(cbor.get().bytes()));
            } catch (Cbor.BadCbor e) {
                findings.add(StatusCode.ASSERTION_CBOR_INVALID, uri.url(), String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        var json = box.content("json");
        if (json.isPresent() && !isJson(json.get().bytes())) {
            findings.add(StatusCode.ASSERTION_JSON_INVALID, uri.url());
            return Optional.empty();
        }
        return Optional.of(new Assertion(label, path, uri, box, fields, created));
    }

    private static boolean isJson(byte[] bytes) {
        try (var in = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            while (in.nextToken() != null) {
                // to the end
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    boolean isActions() {
        return label.equals("c2pa.actions") || label.equals("c2pa.actions.v2");
    }

    boolean isIngredient() {
        return label.equals("c2pa.ingredient") || label.startsWith("c2pa.ingredient.v");
    }

    /** Whether it binds the manifest to the bytes of the file. */
    boolean isHardBinding() {
        return label.startsWith("c2pa.hash.");
    }

    boolean isParent() {
        return isIngredient()
                && fields.text("relationship").filter("parentOf"::equals).isPresent();
    }

    /** The manifest of an ingredient: its field has another name in the newest version. */
    Optional<HashedUri> manifest() {
        return HashedUri.read(fields.fields(fields.has("activeManifest") ? "activeManifest" : "c2pa_manifest"));
    }
}
