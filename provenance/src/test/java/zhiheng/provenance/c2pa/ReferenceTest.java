package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.manifest.Disclosure;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Both directions, with the implementation that others use: what we sign is valid there, what it signs is valid here. */
class ReferenceTest {
    private static final Map<String, String> TYPES = Samples.TYPES;
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private Path anchors() throws Exception {
        return Files.write(folder.resolve("anchors.pem"), TestKeys.pem(List.of(TestKeys.MADE.root)));
    }

    private Path sample(String extension) {
        return Samples.file(folder, extension);
    }

    @Test
    void what_we_sign_is_trusted_by_the_reference_with_every_kind_of_key() throws Exception {
        var reference = Reference.needed();
        var algorithms = List.of("ES256", "ES384", "ES512", "PS256", "ED25519");
        for (var algorithm : algorithms) {
            var out = folder.resolve(algorithm + ".jpg");
            new C2paSigner(TestKeys.MADE.issue(algorithm).signing(), CLOCK)
                    .sign(sample("jpg"), out, Claimed.generated("1").titled("a picture"));
            reference.read(out, "image/jpeg", anchors());
        }
        var answers = reference.run();
        for (int i = 0; i < algorithms.size(); i++) {
            assertThat(answers.get(i).get("validation_state"))
                    .as(algorithms.get(i) + ": " + Reference.codes(answers.get(i)))
                    .isEqualTo("Trusted");
        }
    }

    @Test
    void what_we_sign_is_trusted_by_the_reference_in_every_format() throws Exception {
        var reference = Reference.needed();
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), CLOCK);
        var extensions = new ArrayList<>(TYPES.keySet());
        for (var extension : extensions) {
            var out = folder.resolve("signed." + extension);
            signer.sign(sample(extension), out, Claimed.generated("1"));
            reference.read(out, TYPES.get(extension), anchors());
        }
        var answers = reference.run();
        for (int i = 0; i < extensions.size(); i++) {
            assertThat(answers.get(i).get("validation_state"))
                    .as(extensions.get(i) + ": " + Reference.codes(answers.get(i)))
                    .isEqualTo("Trusted");
        }
    }

    @Test
    void a_disclosure_of_the_model_is_read_here_and_there() throws Exception {
        var reference = Reference.needed();
        var out = folder.resolve("disclosed.jpg");
        new C2paSigner(TestKeys.MADE.issue("ES256").signing(), CLOCK)
                .sign(sample("jpg"), out, Claimed.generated("1").by("painter-7").overseen(Oversight.HUMAN_VALIDATED));
        reference.read(out, "image/jpeg", anchors());
        var answer = reference.run().getFirst();
        assertThat(answer.get("validation_state")).as(Reference.codes(answer)).isEqualTo("Trusted");
        assertThat(String.valueOf(answer))
                .contains("c2pa.ai-disclosure", "modelName=painter-7", "humanOversightLevel=human_validated");
        var read = new C2paReader(TestKeys.MADE.trust(), CLOCK)
                .read(out)
                .manifests()
                .getFirst()
                .disclosure();
        assertThat(read).contains(new Disclosure("c2pa.types.model", "painter-7", "human_validated"));
    }

    @Test
    void what_the_reference_signs_is_trusted_here() throws Exception {
        var reference = Reference.needed();
        var algorithms = List.of("ES256", "ES384", "ES512", "PS256", "ED25519");
        var files = new ArrayList<Path>();
        for (var extension : TYPES.keySet()) {
            for (var algorithm : extension.equals("jpg") ? algorithms : List.of("ES256")) {
                var issued = TestKeys.MADE.issue(algorithm);
                var key = Files.write(folder.resolve(algorithm + ".key"), TestKeys.pem(issued.key()));
                var chain = Files.write(folder.resolve(algorithm + ".pem"), TestKeys.pem(issued.chain()));
                var out = folder.resolve("theirs-" + algorithm + "." + extension);
                reference.sign(
                        sample(extension),
                        out,
                        TYPES.get(extension),
                        key,
                        chain,
                        algorithm.toLowerCase(Locale.ROOT),
                        false);
                files.add(out);
            }
        }
        var answers = reference.run();
        var reader = new C2paReader(TestKeys.MADE.trust(), CLOCK);
        for (int i = 0; i < files.size(); i++) {
            assertThat(answers.get(i).get("error")).as(files.get(i).toString()).isNull();
            var report = reader.read(files.get(i));
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
            assertThat(report.manifests().getFirst().saysGenerated()).isTrue();
        }
    }

    @Test
    void an_update_of_the_reference_is_bound_to_the_file_by_the_manifest_below_it() throws Exception {
        var issued = TestKeys.MADE.issue("ES256");
        var key = Files.write(folder.resolve("key"), TestKeys.pem(issued.key()));
        var chain = Files.write(folder.resolve("chain"), TestKeys.pem(issued.chain()));
        for (var extension : List.of("jpg", "png")) {
            var ours = folder.resolve("ours." + extension);
            var updated = folder.resolve("updated." + extension);
            new C2paSigner(issued.signing(), CLOCK).sign(sample(extension), ours, Claimed.generated("1"));
            var reference = Reference.needed();
            reference.update(ours, updated, TYPES.getOrDefault(extension, ""), key, chain);
            assertThat(reference.run().getFirst().get("error")).isNull();
            var reader = new C2paReader(TestKeys.MADE.trust(), CLOCK);
            var report = reader.read(updated);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
            assertThat(report.manifests().getFirst().has(StatusCode.DATA_HASH_MATCH))
                    .isTrue();
            var bytes = Files.readAllBytes(updated);
            bytes[bytes.length - 20] ^= 1;
            Files.write(updated, bytes);
            assertThat(reader.read(updated).manifests().getFirst().has(StatusCode.DATA_HASH_MISMATCH))
                    .isTrue();
        }
    }

    @Test
    void a_claim_of_the_older_form_is_read_and_becomes_a_parent() throws Exception {
        var reference = Reference.needed();
        var issued = TestKeys.MADE.issue("ES256");
        var key = Files.write(folder.resolve("key"), TestKeys.pem(issued.key()));
        var chain = Files.write(folder.resolve("chain"), TestKeys.pem(issued.chain()));
        var old = folder.resolve("old.jpg");
        reference.signOldForm(sample("jpg"), old, "image/jpeg", key, chain);
        assertThat(reference.run().getFirst().get("error")).isNull();
        var reader = new C2paReader(TestKeys.MADE.trust(), CLOCK);
        var report = reader.read(old);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.manifests().getFirst().version()).isEqualTo(1);
        assertThat(report.manifests().getFirst().generator()).startsWith("reference");

        var again = folder.resolve("again.jpg");
        new C2paSigner(issued.signing(), CLOCK)
                .sign(old, again, Claimed.generated("1").after("c2pa.edited"));
        var second = Reference.needed();
        second.read(again, "image/jpeg", anchors());
        var answer = second.run().getFirst();
        assertThat(answer.get("validation_state")).as(Reference.codes(answer)).isEqualTo("Trusted");
        assertThat(reader.read(again).verdict()).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    void a_file_that_the_reference_signed_becomes_the_parent_of_ours_and_the_other_way_round() throws Exception {
        var reference = Reference.needed();
        var issued = TestKeys.MADE.issue("ES256");
        var key = Files.write(folder.resolve("key"), TestKeys.pem(issued.key()));
        var chain = Files.write(folder.resolve("chain"), TestKeys.pem(issued.chain()));
        var signer = new C2paSigner(issued.signing(), CLOCK);
        var ours = folder.resolve("ours.jpg");
        signer.sign(sample("jpg"), ours, Claimed.generated("1"));
        var theirs = folder.resolve("theirs.jpg");
        var both = folder.resolve("both.jpg");
        reference.sign(sample("jpg"), theirs, "image/jpeg", key, chain, "es256", false);
        reference.sign(ours, both, "image/jpeg", key, chain, "es256", true);
        reference.run();

        var again = folder.resolve("again.jpg");
        signer.sign(theirs, again, Claimed.generated("1").after("c2pa.edited.metadata"));
        var second = Reference.needed();
        second.read(again, "image/jpeg", anchors());
        second.read(both, "image/jpeg", anchors());
        var answers = second.run();
        for (var answer : answers) {
            assertThat(answer.get("validation_state"))
                    .as(Reference.codes(answer))
                    .isEqualTo("Trusted");
            assertThat((Map<?, ?>) answer.get("manifests")).hasSize(2);
        }
        var reader = new C2paReader(TestKeys.MADE.trust(), CLOCK);
        for (var file : List.of(again, both)) {
            var report = reader.read(file);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
            assertThat(report.manifests()).hasSize(2);
            assertThat(report.manifests().getLast().saysGenerated()).isTrue();
            assertThat(report.manifests().getFirst().has(StatusCode.INGREDIENT_VALIDATED))
                    .isTrue();
        }
    }
}
