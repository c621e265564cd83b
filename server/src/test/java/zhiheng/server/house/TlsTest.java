package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.server.ground.http.Edge;

/** The office's port with a certificate of its own. */
@Timeout(60)
class TlsTest {
    @TempDir
    Path folder;

    private Path certificate() throws Exception {
        Needed.program("openssl");
        var process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("cert.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.out").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("openssl.out")))
                .isZero();
        return folder.resolve("cert.pem");
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Test
    void pages_come_by_https_with_a_cookie_that_belongs_to_this_host_alone() throws Exception {
        var certificate = certificate();
        var client = trusting(certificate);
        var config = Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0, Map.of())
                .withEdge(Edge.DEFAULT.with(certificate, folder.resolve("key.pem")));
        try (var server = ZhihengServer.start(config)) {
            var password = "a long enough one";
            server.identity().setUp(server.setupToken().orElseThrow(), "boss", "B", password.toCharArray());
            assertThat(server.address().getScheme()).isEqualTo("https");
            var page = client.send(
                    HttpRequest.newBuilder(server.address().resolve("/sign-in")).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
            var cookie = signIn(client, server.address(), password)
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow();
            assertThat(cookie).startsWith("__Host-zhiheng=").contains("; Path=/;", "; Secure", "HttpOnly");
            assertThat(cookie).doesNotContain("Domain");
            var value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
            assertThat(home(client, server.address(), "__Host-zhiheng=" + value))
                    .isEqualTo(200);
            assertThat(home(client, server.address(), "zhiheng=" + value))
                    .as("one that a neighbour could have planted")
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> signIn(HttpClient client, URI address, String password) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address.resolve("/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"login\":\"boss\",\"password\":\"" + password + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int home(HttpClient client, URI address, String cookie) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(address.resolve("/api/v1/session"))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
