package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Needed;
import zhiheng.labels.Integrity;

class Sm2KeyFileTest {
    private static final BigInteger ORDER = GMNamedCurves.getByName("sm2p256v1").getN();

    @TempDir
    Path folder;

    private Path key() {
        return folder.resolve("key.pem");
    }

    private String generate() throws IOException {
        return Sm2KeyFile.generate(key(), new SecureRandom());
    }

    private Path own(String text) throws IOException {
        var file = Files.writeString(folder.resolve("own.pem"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String pem(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + name
                + "-----\n";
    }

    private static String pkcs8(AlgorithmIdentifier algorithm, BigInteger d) throws IOException {
        return pem("PRIVATE KEY", new PrivateKeyInfo(algorithm, new ECPrivateKey(256, d)).getEncoded());
    }

    private static AlgorithmIdentifier sm2() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);
    }

    private void noKey(String text) throws IOException {
        var file = own(text);
        assertThatThrownBy(() -> Sm2KeyFile.privateKey(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no SM2 private key")
                .hasMessageContaining("keygen");
    }

    @Test
    void the_two_files_made_are_halves_of_one_key() throws IOException {
        var point = generate();
        assertThat(Integrity.publicKey(Sm2KeyFile.privateKey(key()))).isEqualTo(point);
        assertThat(Sm2KeyFile.publicKey(folder.resolve("key.pem.pub").toString()))
                .isEqualTo(point);
    }

    @Test
    void only_its_owner_can_read_the_private_half() throws IOException {
        generate();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("key.pem.pub"))).doesNotContain("PRIVATE");
    }

    @Test
    void two_keys_are_never_alike() throws IOException {
        assertThat(generate()).isNotEqualTo(Sm2KeyFile.generate(folder.resolve("other"), new SecureRandom()));
    }

    @Test
    void a_file_that_is_there_is_not_overwritten() throws IOException {
        Files.writeString(key(), "precious");
        assertThatThrownBy(this::generate).isInstanceOf(Refusal.class).hasMessageContaining("not overwritten");
        assertThat(key()).hasContent("precious");
        assertThat(folder.resolve("key.pem.pub")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw--w----"})
    void a_private_key_that_others_may_use_is_refused_with_the_remedy(String rights) throws IOException {
        generate();
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(rights));
        assertThatThrownBy(() -> Sm2KeyFile.privateKey(key()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_key_that_its_owner_can_only_read_is_taken() throws IOException {
        generate();
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("r--------"));
        assertThat(Sm2KeyFile.privateKey(key()).signum()).isPositive();
    }

    @Test
    void the_older_form_sec_1_is_read_too() throws IOException {
        var sec1 = new ECPrivateKey(256, BigInteger.TEN, GMObjectIdentifiers.sm2p256v1);
        assertThat(Sm2KeyFile.privateKey(own(pem("EC PRIVATE KEY", sec1.getEncoded()))))
                .isEqualTo(BigInteger.TEN);
    }

    @Test
    void a_key_of_another_curve_is_refused_in_either_form() throws IOException {
        var p256 = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
        noKey(pkcs8(p256, BigInteger.TEN));
        noKey(pem(
                "EC PRIVATE KEY", new ECPrivateKey(256, BigInteger.TEN, SECObjectIdentifiers.secp256r1).getEncoded()));
    }

    @Test
    void a_number_that_is_no_private_key_of_the_curve_is_refused() throws IOException {
        assertThat(Sm2KeyFile.privateKey(own(pkcs8(sm2(), ORDER.subtract(BigInteger.ONE)))))
                .isLessThan(ORDER);
        noKey(pkcs8(sm2(), BigInteger.ZERO));
        noKey(pkcs8(sm2(), ORDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMAoCAQAwBQYDKQEB\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMAUCAQEEAA==\n-----END EC PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void what_is_no_key_is_refused_and_never_an_error_of_the_program(String text) throws IOException {
        noKey(text);
    }

    @Test
    void a_file_of_random_cuts_of_a_key_is_refused_too() throws IOException {
        generate();
        var whole = Files.readString(key());
        var body = whole.substring(whole.indexOf('\n') + 1, whole.indexOf("\n-----END"));
        var der = Base64.getMimeDecoder().decode(body);
        for (int length = 0; length < der.length; length++) {
            noKey(pem("PRIVATE KEY", java.util.Arrays.copyOf(der, length)));
        }
    }

    @Test
    void an_encrypted_key_is_named_as_such() throws IOException {
        var file = own("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> Sm2KeyFile.privateKey(file)).hasMessageContaining("openssl pkey");
    }

    @Test
    void a_public_key_is_taken_as_a_point_in_either_case_or_from_a_file_with_the_point() throws IOException {
        var point = generate();
        assertThat(Sm2KeyFile.publicKey(point.toLowerCase(Locale.ROOT))).isEqualTo(point);
        assertThat(Sm2KeyFile.publicKey(own(" " + point + "\n").toString())).isEqualTo(point);
    }

    @Test
    void what_is_no_public_key_is_refused() throws IOException {
        generate();
        for (var wrong : List.of(
                key().toString(),
                own("-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----")
                        .toString(),
                folder.resolve("none").toString(),
                folder.toString(),
                "04" + "a".repeat(127))) {
            assertThatThrownBy(() -> Sm2KeyFile.publicKey(wrong)).as(wrong).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void openssl_reads_both_files_and_its_own_are_read() throws Exception {
        Needed.program("openssl");
        var point = generate();
        assertThat(openssl("pkey", "-in", key().toString(), "-noout", "-text")).containsIgnoringCase("sm2");
        assertThat(openssl("pkey", "-pubin", "-in", key() + ".pub", "-pubout"))
                .isEqualToIgnoringNewLines(Files.readString(folder.resolve("key.pem.pub")));
        assertThat(openssl("pkey", "-in", key().toString(), "-pubout"))
                .isEqualToIgnoringNewLines(Files.readString(folder.resolve("key.pem.pub")));
        var theirs = own(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"));
        var ours = Integrity.publicKey(Sm2KeyFile.privateKey(theirs));
        var half = Files.writeString(folder.resolve("half"), openssl("pkey", "-in", theirs.toString(), "-pubout"));
        assertThat(Sm2KeyFile.publicKey(half.toString())).isEqualTo(ours).isNotEqualTo(point);
    }

    private String openssl(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var out = folder.resolve("openssl.out");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
