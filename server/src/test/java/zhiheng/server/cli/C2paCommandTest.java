package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.LabelSamples;
import zhiheng.server.testing.SigningFiles;

/** The command line as people call it, with keys made as the docs say. */
@Isolated
class C2paCommandTest {
    @TempDir
    Path folder;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path plain;

    @BeforeEach
    void capture() throws Exception {
        plain = LabelSamples.jpeg(folder.resolve("plain.jpg"));
        SigningFiles.in(folder);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private int c2pa(Object... arguments) {
        out.reset();
        err.reset();
        return Main.run(Stream.concat(Stream.of("c2pa"), Stream.of(arguments).map(String::valueOf))
                .toArray(String[]::new));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_signed_file_is_valid_and_trusted_by_who_names_the_root() {
        assertThat(c2pa("read", plain, "--lang", "en")).isEqualTo(1);
        assertThat(said()).contains("no C2PA manifest");

        int signed = c2pa(
                "sign",
                plain,
                "--out",
                at("signed.jpg"),
                "--key",
                at("key.pem"),
                "--chain",
                at("chain.pem"),
                "--title",
                "海港",
                "--model",
                "painter",
                "--oversight",
                "prompt_guided",
                "--lang",
                "zh");
        assertThat(signed).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(said())
                .contains("有效", "海港", "trainedAlgorithmicMedia painter", "CN=Signer", "painter prompt_guided");

        assertThat(c2pa("read", at("signed.jpg"), "--lang", "en")).isZero();
        assertThat(said())
                .contains("valid (whole", "signingCredential.untrusted")
                .doesNotContain("hashedURI.match");
        assertThat(c2pa("read", at("signed.jpg"), "--trust", at("root.pem"), "--all", "--lang", "en"))
                .isZero();
        assertThat(said()).contains("trusted", "assertion.dataHash.match");
        assertThat(c2pa("read", at("signed.jpg"), "--trust", at("chain.pem"))).isZero();
    }

    @Test
    void what_was_changed_is_invalid_and_says_so_to_programs_too() throws Exception {
        c2pa("sign", plain, "--out", at("signed.jpg"), "--key", at("key.pem"), "--chain", at("chain.pem"));
        var bytes = Files.readAllBytes(at("signed.jpg"));
        bytes[bytes.length - 9] ^= 1;
        Files.write(at("signed.jpg"), bytes);

        assertThat(c2pa("read", at("signed.jpg"), "--json")).isEqualTo(1);
        var read = JsonMapper.shared().readTree(said());
        assertThat(read.get("verdict").asString()).isEqualTo("INVALID");
        var manifest = read.get("manifests").get(0);
        assertThat(manifest.get("wellFormed").asBoolean()).isTrue();
        assertThat(manifest.get("valid").asBoolean()).isFalse();
        assertThat(manifest.get("saysGenerated").asBoolean()).isTrue();
        assertThat(manifest.toString()).contains("assertion.dataHash.mismatch");
    }

    @Test
    void a_file_signed_again_keeps_its_first_manifest_as_parent() {
        c2pa("sign", plain, "--out", at("one.jpg"), "--key", at("key.pem"), "--chain", at("chain.pem"));
        int again = c2pa(
                "sign",
                at("one.jpg"),
                "--out",
                at("two.jpg"),
                "--key",
                at("key.pem"),
                "--chain",
                at("chain.pem"),
                "--since",
                "c2pa.edited.metadata");
        assertThat(again).isZero();
        assertThat(said()).contains("c2pa.opened", "c2pa.edited.metadata", "↳", "c2pa.created trainedAlgorithmicMedia");
    }

    @Test
    void a_key_that_does_not_fit_and_a_certificate_that_may_not_sign_are_refused_with_the_reason() {
        assertThat(c2pa("sign", plain, "--out", at("x.jpg"), "--key", at("root.key"), "--chain", at("chain.pem")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the private key is not the one");
        assertThat(c2pa("sign", plain, "--out", at("x.jpg"), "--key", at("root.key"), "--chain", at("root.pem")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("14.5.1");
        assertThat(List.of(at("x.jpg"))).noneMatch(Files::exists);
    }
}
