package zhiheng.provenance.c2pa.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.StatusCode;

/**
 * The claim of a manifest, version 1 or 2 (C2PA 2.2, 10 and the deprecated form before it).
 *
 * @param bytes as they were signed
 * @param created the assertions that the signer vouches for; in version 1 all of them
 * @param gathered those it only passes on
 * @param algorithm of hashes that name none themselves
 */
record Claim(
        int version,
        byte[] bytes,
        String signature,
        List<HashedUri> created,
        List<HashedUri> gathered,
        List<String> redacted,
        @Nullable String algorithm,
        Fields fields) {
    Stream<HashedUri> assertions() {
        return Stream.concat(created.stream(), gathered.stream());
    }

    /** Name and version of the program that made it. */
    String generator() {
        var info = version == 1 ? fields.maps("claim_generator_info") : List.of(fields.fields("claim_generator_info"));
        return info.stream()
                .findFirst()
                .flatMap(first -> first.text("name")
                        .map(name ->
                                first.text("version").map(v -> name + " " + v).orElse(name)))
                .or(() -> fields.text("claim_generator"))
                .orElse("");
    }

    /** The claim of a manifest, or nothing and the reason among the findings. */
    static Optional<Claim> read(Superbox manifest, Findings findings) {
        var boxes = manifest.boxes().stream()
                .filter(box -> box.type().equals("c2cl"))
                .filter(box -> box.label().equals("c2pa.claim") || box.label().equals("c2pa.claim.v2"))
                .toList();
        if (boxes.size() != 1) {
            findings.add(boxes.isEmpty() ? StatusCode.CLAIM_MISSING : StatusCode.CLAIM_MULTIPLE, manifest.label());
            return Optional.empty();
        }
        var box = boxes.getFirst();
        var content = box.content("cbor");
        if (content.isEmpty()) {
            findings.add(StatusCode.CLAIM_CBOR_INVALID, box.label(), "there is no cbor box");
            return Optional.empty();
        }
        var bytes = content.get().bytes();
        Fields fields;
        try {
            fields = Fields.of(Cbor.read(bytes));
        } catch (Cbor.BadCbor e) {
            findings.add(StatusCode.CLAIM_CBOR_INVALID, box.label(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        return of(box.label().equals("c2pa.claim") ? 1 : 2, bytes, fields, box.label(), findings);
    }

    private static Optional<Claim> of(int version, byte[] bytes, Fields fields, String where, Findings findings) {
        var list = version == 1 ? "assertions" : "created_assertions";
        var required = version == 1
                ? List.of("claim_generator", "signature", list)
                : List.of("instanceID", "claim_generator_info", "signature", list);
        for (var name : required) {
            if (!fields.has(name)) {
                findings.add(StatusCode.CLAIM_REQUIRED_MISSING, where, name);
                return Optional.empty();
            }
        }
        if (version == 2 && fields.has("assertions")) {
            findings.add(StatusCode.CLAIM_MALFORMED, where, "two lists of assertions");
            return Optional.empty();
        }
        var created = uris(fields, list);
        var gathered = uris(fields, "gathered_assertions");
        var signature = fields.text("signature");
        if (created.isEmpty()
                || gathered.isEmpty()
                || signature.isEmpty()
                || created.get().isEmpty()) {
            findings.add(StatusCode.CLAIM_MALFORMED, where, "a reference is none");
            return Optional.empty();
        }
        var redacted =
                fields.list("redacted_assertions").stream().map(String::valueOf).toList();
        var algorithm = fields.text("alg").orElse(null);
        return Optional.of(
                new Claim(version, bytes, signature.get(), created.get(), gathered.get(), redacted, algorithm, fields));
    }

    private static Optional<List<HashedUri>> uris(Fields fields, String name) {
        var uris = new ArrayList<HashedUri>();
        for (var one : fields.maps(name)) {
            var uri = HashedUri.read(one);
            if (uri.isEmpty()) {
                return Optional.empty();
            }
            uris.add(uri.get());
        }
        return Optional.of(uris);
    }
}
