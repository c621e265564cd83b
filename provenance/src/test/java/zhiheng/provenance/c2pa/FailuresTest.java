package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.c2pa.Bent.Part;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.provenance.c2pa.jumbf.Boxes;
import zhiheng.provenance.c2pa.jumbf.Cbor;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.manifest.HashedUri;
import zhiheng.provenance.c2pa.status.StatusCode;

/** One file for each failure, with nothing else wrong; the reference implementation must not find any of them valid either. */
class FailuresTest {
    private static final String INGREDIENT = "c2pa.ingredient.v3";
    private static final String PARENT = "urn:c2pa:5c1d7a20-0b8c-4d0f-8a41-6f1f0f3a7b22";

    @TempDir
    Path folder;

    private static byte[] replaced(byte[] in, String from, String to) {
        var text = new String(in, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] flipped(byte[] in, int at) {
        var out = in.clone();
        out[at] ^= 1;
        return out;
    }

    private static Consumer<Bent> key(TestKeys.Odd odd) {
        var issued = TestKeys.MADE.issue("ES256", odd);
        return bent -> bent.signature = claim -> TestCose.sign(issued, claim);
    }

    /** The store of a file that is whole, with one manifest; its label is that of a parent. */
    private static byte[] parentManifest() throws Exception {
        var asset = Asset.of(new Bent().bytes());
        var store = Carriers.PNG.carrier().find(asset).orElseThrow().bytes();
        var active = Superbox.read(store).boxes().getFirst().body();
        return replaced(Boxes.box("jumb", active.bytes()), Bent.LABEL, PARENT);
    }

    private static LinkedHashMap<String, Object> ingredient(byte[] manifest) {
        var ingredient = new LinkedHashMap<String, Object>();
        ingredient.put("dc:title", "parent");
        ingredient.put("dc:format", "image/png");
        ingredient.put("relationship", "parentOf");
        ingredient.put(
                "validationResults",
                Map.of(
                        "activeManifest",
                        Map.of("success", List.of(), "informational", List.of(), "failure", List.of())));
        ingredient.put("activeManifest", HashedUri.write("/c2pa/" + PARENT, manifest));
        ingredient.put(
                "claimSignature", HashedUri.write("/c2pa/" + PARENT + "/c2pa.signature", signatureBox(manifest)));
        return ingredient;
    }

    private static byte[] signatureBox(byte[] manifest) {
        try {
            var box = Superbox.read(manifest).labelled("c2pa.signature").getFirst();
            return Boxes.box("jumb", box.body().bytes());
        } catch (Superbox.BadBoxes e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with a parent, bent. */
    private static Consumer<Bent> withParent(Consumer<LinkedHashMap<String, Object>> how) {
        return bent -> {
            try {
                var manifest = parentManifest();
                bent.older = manifest;
                var map = ingredient(manifest);
                how.accept(map);
                var part = Part.cbor(INGREDIENT, map);
                bent.parts = list -> list.addFirst(part);
                var opened = new LinkedHashMap<String, Object>();
                opened.put("action", "c2pa.opened");
                opened.put(
                        "parameters",
                        Map.of("ingredients", List.of(HashedUri.write("c2pa.assertions/" + INGREDIENT, part.box()))));
                bent.actions.set(0, opened);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Map<StatusCode, Consumer<Bent>> cases() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var cases = new EnumMap<StatusCode, Consumer<Bent>>(StatusCode.class);
        cases.put(StatusCode.CLAIM_MISSING, bent -> bent.boxes = list -> list.remove(1));
        cases.put(
                StatusCode.CLAIM_MULTIPLE,
                bent -> bent.boxes = list -> list.add(
                        Boxes.superbox("c2cl", "c2pa.claim", Boxes.box("cbor", Cbor.write(Map.of("alg", "sha256"))))));
        cases.put(
                StatusCode.CLAIM_MALFORMED,
                bent -> bent.claim = map -> map.put(
                        "created_assertions", List.of(Map.of("url", "self#jumbf=c2pa.assertions/c2pa.actions.v2"))));
        cases.put(
                StatusCode.CLAIM_CBOR_INVALID,
                bent -> bent.claimBytes = bytes -> Boxes.join(bytes, new byte[] {(byte) 0xff}));
        cases.put(StatusCode.CLAIM_REQUIRED_MISSING, bent -> bent.claim = map -> map.remove("claim_generator_info"));
        cases.put(StatusCode.HARD_BINDING_MISSING, bent -> bent.parts = list -> list.remove(1));
        cases.put(
                StatusCode.HARD_BINDING_MULTIPLE,
                bent -> bent.parts = list -> list.add(
                        new Part("c2pa.hash.data__1", "cbor", list.get(1).content())));
        cases.put(StatusCode.SIGNATURE_MISSING, bent -> bent.boxes = list -> list.remove(2));
        cases.put(
                StatusCode.SIGNATURE_MISMATCH,
                bent -> bent.store = bytes -> replaced(bytes, "dc:titledbent", "dc:titledBent"));
        cases.put(StatusCode.CREDENTIAL_INVALID, key(TestKeys.Odd.NOT.withPurpose(KeyPurposeId.id_kp_serverAuth)));
        cases.put(
                StatusCode.CREDENTIAL_EXPIRED,
                key(TestKeys.Odd.NOT.during(now.minus(9, ChronoUnit.DAYS), now.minus(8, ChronoUnit.DAYS))));
        cases.put(StatusCode.ALGORITHM_UNSUPPORTED, bent -> bent.claim = map -> map.put("alg", "md5"));
        cases.put(
                StatusCode.HASHED_URI_MISMATCH,
                bent -> bent.store = bytes -> replaced(bytes, "/trainedAlgorithmicMedia", "/trainedAlgorithmicMediA"));
        cases.put(StatusCode.ASSERTION_MISSING, bent -> {
            bent.parts = list -> list.add(Part.cbor("org.example.extra", Map.of("a", 1)));
            bent.undeclared = List::removeLast;
        });
        cases.put(
                StatusCode.ASSERTION_UNDECLARED,
                bent -> bent.undeclared =
                        list -> list.add(Part.cbor("c2pa.extra", Map.of("a", 1)).box()));
        cases.put(
                StatusCode.ASSERTION_OUTSIDE,
                bent -> bent.claim = map -> references(map)
                        .add(HashedUri.write("/c2pa/" + PARENT + "/c2pa.assertions/c2pa.extra", new byte[20])));
        cases.put(
                StatusCode.ASSERTION_CBOR_INVALID,
                bent -> bent.parts = list -> list.add(new Part("org.example.extra", "cbor", new byte[] {(byte) 0xa1})));
        cases.put(
                StatusCode.ASSERTION_JSON_INVALID,
                bent -> bent.parts = list ->
                        list.add(new Part("org.example.extra", "json", "{\"a\": }".getBytes(StandardCharsets.UTF_8))));
        cases.put(StatusCode.ACTION_MALFORMED, bent -> bent.actions.getFirst().remove("digitalSourceType"));
        cases.put(
                StatusCode.ACTION_INGREDIENT_MISMATCH,
                bent -> bent.actions.add(Map.of(
                        "action",
                        "c2pa.placed",
                        "parameters",
                        Map.of(
                                "ingredients",
                                List.of(HashedUri.write("c2pa.assertions/c2pa.ingredient.v3", new byte[9]))))));
        cases.put(StatusCode.DATA_HASH_MISMATCH, bent -> bent.file = bytes -> flipped(bytes, bytes.length - 20));
        cases.put(StatusCode.DATA_HASH_MALFORMED, bent -> bent.binding = bytes -> replaced(bytes, "dhash", "dhasH"));
        cases.put(
                StatusCode.ASSERTION_SELF_REDACTED,
                bent -> bent.claim = map -> map.put(
                        "redacted_assertions",
                        List.of("self#jumbf=/c2pa/" + Bent.LABEL + "/c2pa.assertions/c2pa.gone")));
        cases.put(
                StatusCode.ACTION_REDACTED,
                bent -> bent.claim = map -> map.put(
                        "redacted_assertions",
                        List.of("self#jumbf=/c2pa/" + PARENT + "/c2pa.assertions/c2pa.actions.v2")));
        cases.put(
                StatusCode.DATA_HASH_REDACTED,
                bent -> bent.claim = map -> map.put(
                        "redacted_assertions",
                        List.of("self#jumbf=/c2pa/" + PARENT + "/c2pa.assertions/c2pa.hash.data")));
        cases.put(StatusCode.INGREDIENT_MALFORMED, withComponent(map -> map.remove("relationship")));
        cases.put(
                StatusCode.INGREDIENT_MISSING,
                withParent(map -> map.put(
                        "activeManifest",
                        HashedUri.write("/c2pa/urn:c2pa:5c1d7a20-0b8c-4d0f-8a41-6f1f0f3a7b23", new byte[20]))));
        cases.put(
                StatusCode.INGREDIENT_MISMATCH,
                withParent(map -> map.put("activeManifest", HashedUri.write("/c2pa/" + PARENT, new byte[20]))));
        cases.put(
                StatusCode.INGREDIENT_SIGNATURE_MISSING,
                withParent(map ->
                        map.put("claimSignature", HashedUri.write("/c2pa/" + PARENT + "/c2pa.gone", new byte[20]))));
        cases.put(
                StatusCode.INGREDIENT_SIGNATURE_MISMATCH,
                withParent(map -> map.put(
                        "claimSignature", HashedUri.write("/c2pa/" + PARENT + "/c2pa.signature", new byte[20]))));
        cases.put(StatusCode.MULTIPLE_PARENTS, withParent(map -> {}).andThen(bent -> {
            var one = bent.parts;
            bent.parts = list -> {
                one.accept(list);
                list.add(new Part(INGREDIENT + "__1", "cbor", list.getFirst().content()));
            };
        }));
        cases.put(StatusCode.UPDATE_INVALID, withParent(map -> {}).andThen(bent -> bent.type = "c2um"));
        cases.put(StatusCode.UPDATE_WRONG_PARENTS, bent -> {
            bent.type = "c2um";
            bent.parts = list -> list.remove(1);
        });
        cases.put(StatusCode.COMPRESSED_INVALID, bent -> bent.type = "c2cm");
        cases.put(
                StatusCode.GENERAL_ERROR,
                bent -> bent.store = bytes -> {
                    var cut = bytes.clone();
                    cut[8] = 0x7f; // the description says that it is larger than the store
                    return cut;
                });
        return cases;
    }

    @SuppressWarnings("unchecked") // as the helper made it
    private static List<Object> references(Map<String, Object> claim) {
        return (List<Object>) claim.getOrDefault("created_assertions", List.of());
    }

    /** A file with a part that is no parent. */
    private static Consumer<Bent> withComponent(Consumer<LinkedHashMap<String, Object>> how) {
        return bent -> {
            var map = new LinkedHashMap<String, Object>();
            map.put("dc:title", "a part");
            map.put("relationship", "componentOf");
            how.accept(map);
            bent.parts = list -> list.add(Part.cbor(INGREDIENT, map));
        };
    }

    @Test
    void each_failure_is_found_alone_by_its_own_code_and_the_reference_does_not_pass_it_either() throws Exception {
        var reference = Reference.needed();
        var anchors = Files.write(folder.resolve("anchors.pem"), TestKeys.pem(List.of(TestKeys.MADE.root)));
        var reader = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
        var whole = new Bent().write(folder.resolve("whole.png"));
        assertThat(reader.read(whole).verdict())
                .as(reader.read(whole).toString())
                .isEqualTo(C2paReport.Verdict.TRUSTED);
        reference.read(whole, "image/png", anchors);
        var cases = cases();
        var wrong = new ArrayList<String>();
        for (var one : cases.entrySet()) {
            var file = Bent.with(one.getValue()).write(folder.resolve(one.getKey() + ".png"));
            var found = failures(reader.read(file));
            if (!found.equals(EnumSet.of(one.getKey()))) {
                wrong.add(one.getKey() + " was found as " + found);
            }
            reference.read(file, "image/png", anchors);
        }
        var answers = reference.run();
        assertThat(answers.getFirst().get("validation_state")).isEqualTo("Trusted");
        int i = 1;
        for (var code : cases.keySet()) {
            var answer = answers.get(i++);
            boolean passed =
                    "Trusted".equals(answer.get("validation_state")) || "Valid".equals(answer.get("validation_state"));
            if (passed) {
                wrong.add("the reference passes " + code + ": " + Reference.codes(answer));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<StatusCode> failures(C2paReport report) {
        var codes = EnumSet.noneOf(StatusCode.class);
        report.active()
                .ifPresent(active -> active.statuses().forEach(status -> {
                    if (status.code().failure()) {
                        codes.add(status.code());
                    }
                }));
        return codes;
    }

    @Test
    void no_failure_is_without_its_case() {
        var elsewhere = EnumSet.of(
                StatusCode.CREDENTIAL_UNTRUSTED, // below
                StatusCode.SIGNATURE_OUTSIDE_VALIDITY, // TimeStampsTest
                StatusCode.BMFF_HASH_MISMATCH, // CarriersTest
                StatusCode.BMFF_HASH_MALFORMED,
                StatusCode.TEXT_CORRUPTED_WRAPPER, // PlainTextTest
                StatusCode.TEXT_MULTIPLE_WRAPPERS);
        var all = EnumSet.allOf(StatusCode.class);
        all.removeIf(code -> !code.failure() || elsewhere.contains(code));
        assertThat(cases().keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void a_signer_whom_the_reader_did_not_name_is_valid_and_not_trusted() throws Exception {
        var file = new Bent().write(folder.resolve("file.png"));
        var report = new C2paReader(Trust.NOBODY, Clock.systemUTC()).read(file);
        assertThat(report.verdict()).isEqualTo(C2paReport.Verdict.VALID);
        assertThat(failures(report)).containsExactly(StatusCode.CREDENTIAL_UNTRUSTED);
    }

    @Test
    void a_signature_without_its_tag_is_no_signature() throws Exception {
        var file = Bent.with(bent -> bent.signature = claim -> untagged(TestCose.sign(Bent.SIGNER, claim)))
                .write(folder.resolve("untagged.png"));
        assertThat(failures(new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC()).read(file)))
                .containsExactly(StatusCode.SIGNATURE_MISMATCH);
    }

    private static byte[] untagged(byte[] cose) {
        assertThat(cose[0]).isEqualTo((byte) 0xd2);
        return Arrays.copyOfRange(cose, 1, cose.length);
    }
}
