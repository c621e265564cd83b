package zhiheng.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a broker with certificates and names asks for, and what a client then needs. */
final class Secured {
    static final String PASSWORD = "a-word-of-the-job";
    private static final String STORE = "of-the-store";

    private final Path folder;
    private final Path store;

    Secured(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        store = folder.resolve("broker.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE)
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    /** More of a broker's settings: a second way in, for those who have a name. */
    Path broker(int plain, int secured, int controller) throws IOException {
        return Files.writeString(folder.resolve("more.properties"), """
                listeners=PLAINTEXT://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_ssl.plain.sasl.jaas.config=%s required user_job="%s";
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                ssl.keystore.type=PKCS12
                """.formatted(
                        plain, secured, controller, MODULE, PASSWORD, store, STORE));
    }

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";

    /** A client's file. The password lies in another one and is read where the client runs. */
    Path client(String password) throws IOException {
        var secret = Files.writeString(folder.resolve("secret.properties"), "password=" + password + "\n");
        return Files.writeString(folder.resolve("client.properties"), """
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=%s required username="job" password="${file:%s:password}";
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                ssl.truststore.type=PKCS12
                """.formatted(MODULE, secret, store, STORE));
    }
}
