package zhiheng.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import zhiheng.base.testing.Needed;

/** A key to sign content with and its certificate, made as the docs say: root.pem, key.pem, chain.pem. */
public record SigningFiles(Path folder) {
    public static SigningFiles in(Path folder) throws IOException, InterruptedException {
        Needed.program("openssl");
        var files = new SigningFiles(folder);
        Files.writeString(
                folder.resolve("ext"),
                "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                        + "extendedKeyUsage=emailProtection\nauthorityKeyIdentifier=keyid\n");
        var curve = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        files.openssl("req -x509" + curve + " -keyout root.key -out root.pem -days 99 -subj /CN=Root");
        files.openssl("req" + curve + " -keyout key.pem -out csr -subj /CN=Signer");
        files.openssl("x509 -req -in csr -CA root.pem -CAkey root.key -days 30 -extfile ext -out chain.pem");
        return files;
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("openssl"), Stream.of(arguments.split(" ")))
                .toList();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    public Path root() {
        return folder.resolve("root.pem");
    }

    public Path key() {
        return folder.resolve("key.pem");
    }

    public Path chain() {
        return folder.resolve("chain.pem");
    }
}
