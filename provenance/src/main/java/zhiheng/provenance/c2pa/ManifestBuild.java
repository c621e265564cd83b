package zhiheng.provenance.c2pa;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.provenance.c2pa.jumbf.Boxes;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.manifest.Disclosure;
import zhiheng.provenance.c2pa.manifest.HashedUri;
import zhiheng.provenance.c2pa.manifest.Store;
import zhiheng.provenance.c2pa.status.Status;

/** The manifest store of one file: a claim of version 2 over the actions, the parent if there is one, and the binding. */
final class ManifestBuild {
    private static final String ASSERTIONS = "c2pa.assertions/";
    private static final String INGREDIENT = "c2pa.ingredient.v3";

    /** The store of the file as it was, and what we found about its active manifest. */
    record Parent(byte[] store, ManifestReport active) {}

    private final SigningKey key;
    private final Claimed claimed;
    private final String mediaType;
    private final Optional<Parent> parent;
    private final Instant now;
    private final String label = "urn:c2pa:" + UUID.randomUUID();
    private final String instance = "xmp:iid:" + UUID.randomUUID();

    ManifestBuild(SigningKey key, Claimed claimed, String mediaType, Optional<Parent> parent, Instant now) {
        this.key = key;
        this.claimed = claimed;
        this.mediaType = mediaType;
        this.parent = parent;
        this.now = now;
    }

    /** The store with room for the signature; of the size that {@link #signed} has for a binding of the same length. */
    byte[] unsigned(String name, byte[] binding) {
        var parts = parts(name, binding);
        return store(parts, key.placeholder());
    }

    byte[] signed(String name, byte[] binding) throws GeneralSecurityException {
        var parts = parts(name, binding);
        return store(parts, key.sign(parts.claim));
    }

    private record Parts(byte[] assertions, byte[] claim) {}

    private byte[] store(Parts parts, byte[] signature) {
        var manifest = Boxes.superbox(
                "c2ma",
                label,
                parts.assertions,
                Boxes.superbox("c2cl", "c2pa.claim.v2", Boxes.box("cbor", parts.claim)),
                Boxes.superbox("c2cs", "c2pa.signature", Boxes.box("cbor", signature)));
        return Boxes.superbox("c2pa", "c2pa", older(), manifest);
    }

    /** The manifests that the file had, as they were. */
    private byte[] older() {
        var older = new ByteArrayOutputStream();
        parent.ifPresent(p -> old(p).manifests()
                .forEach(box ->
                        older.writeBytes(box(p, box.body().from(), box.body().to()))));
        return older.toByteArray();
    }

    private static Store old(Parent parent) {
        try {
            return Store.read(parent.store);
        } catch (Store.BadStore e) {
            throw new IllegalStateException(e); // its reader read it before
        }
    }

    private static byte[] box(Parent parent, int from, int to) {
        var body = new byte[to - from];
        System.arraycopy(parent.store, from, body, 0, body.length);
        return Boxes.box("jumb", body);
    }

    private Parts parts(String name, byte[] binding) {
        var boxes = new ArrayList<byte[]>();
        var references = new ArrayList<Map<String, Object>>();
        var ingredient = parent.map(p -> assertion(INGREDIENT, Cbor.write(ingredient(p))));
        ingredient.ifPresent(box -> {
            boxes.add(box);
            references.add(HashedUri.write(ASSERTIONS + INGREDIENT, box));
        });
        var actions = assertion("c2pa.actions.v2", Cbor.write(Map.of("actions", actions(List.copyOf(references)))));
        boxes.add(actions);
        references.add(HashedUri.write(ASSERTIONS + "c2pa.actions.v2", actions));
        claimed.oversight().ifPresent(how -> {
            var disclosure = new Disclosure(Disclosure.MODEL, claimed.agent().orElse(""), how.word());
            var box = assertion(Disclosure.LABEL, disclosure.cbor());
            boxes.add(box);
            references.add(HashedUri.write(ASSERTIONS + Disclosure.LABEL, box));
        });
        var bound = assertion(name, binding);
        boxes.add(bound);
        references.add(HashedUri.write(ASSERTIONS + name, bound));
        return new Parts(
                Boxes.superbox("c2as", "c2pa.assertions", boxes.toArray(byte[][]::new)), Cbor.write(claim(references)));
    }

    private static byte[] assertion(String name, byte[] cbor) {
        return Boxes.superbox("cbor", name, Boxes.box("cbor", cbor));
    }

    private Map<String, Object> claim(List<Map<String, Object>> references) {
        var claim = new LinkedHashMap<String, Object>();
        claim.put("instanceID", instance);
        claim.put("claim_generator_info", generator());
        claim.put("signature", "self#jumbf=/c2pa/" + label + "/c2pa.signature");
        claim.put("created_assertions", references);
        claimed.title().ifPresent(title -> claim.put("dc:title", title));
        claim.put("alg", "sha256");
        return claim;
    }

    private Map<String, Object> generator() {
        var generator = new LinkedHashMap<String, Object>();
        generator.put("name", claimed.generator());
        generator.put("version", claimed.version());
        return generator;
    }

    private List<Map<String, Object>> actions(List<Map<String, Object>> ingredients) {
        var actions = new ArrayList<Map<String, Object>>();
        if (ingredients.isEmpty()) {
            var created = action("c2pa.created");
            created.put("digitalSourceType", claimed.source().uri());
            claimed.agent().ifPresent(agent -> created.put("softwareAgent", Map.of("name", agent)));
            actions.add(created);
        } else {
            var opened = action("c2pa.opened");
            opened.put("parameters", Map.of("ingredients", ingredients));
            actions.add(opened);
            claimed.since().forEach(name -> actions.add(action(name)));
        }
        return actions;
    }

    private LinkedHashMap<String, Object> action(String name) {
        var action = new LinkedHashMap<String, Object>();
        action.put("action", name);
        action.put("when", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return action;
    }

    private Map<String, Object> ingredient(Parent parent) {
        var active = old(parent).active();
        var path = "/c2pa/" + active.label();
        var whole = box(parent, active.body().from(), active.body().to());
        var ingredient = new LinkedHashMap<String, Object>();
        if (!parent.active.title().isEmpty()) {
            ingredient.put("dc:title", parent.active.title());
        }
        ingredient.put("dc:format", mediaType);
        ingredient.put("relationship", "parentOf");
        ingredient.put("validationResults", Map.of("activeManifest", results(parent.active.statuses())));
        ingredient.put("activeManifest", HashedUri.write(path, whole));
        active.labelled("c2pa.signature").stream().findFirst().ifPresent(signature -> {
            var box = box(parent, signature.body().from(), signature.body().to());
            ingredient.put("claimSignature", HashedUri.write(path + "/c2pa.signature", box));
        });
        return ingredient;
    }

    /** What we found about the parent, in the form of the specification (18.16.7). */
    private static Map<String, Object> results(List<Status> statuses) {
        var success = new ArrayList<Object>();
        var information = new ArrayList<Object>();
        var failure = new ArrayList<Object>();
        for (var status : statuses) {
            var one = new LinkedHashMap<String, Object>();
            one.put("code", status.code().code());
            if (!status.where().isEmpty()) {
                one.put("url", status.where());
            }
            (status.code().failure() ? failure : status.code().success() ? success : information).add(one);
        }
        var results = new LinkedHashMap<String, Object>();
        results.put("success", success);
        results.put("informational", information);
        results.put("failure", failure);
        return results;
    }
}
