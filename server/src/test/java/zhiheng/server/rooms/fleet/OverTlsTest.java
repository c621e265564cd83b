package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** A gateway believes an office whose certificate its authority vouches for, and no other. */
@Timeout(60)
class OverTlsTest {
    @TempDir
    private Path folder;

    private Path certificate(String name) throws Exception {
        Needed.program("openssl");
        var certificate = folder.resolve(name + ".crt");
        var process = new ProcessBuilder(
                        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
                                        + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "
                                        + folder.resolve(name + ".key") + " -out " + certificate)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.out").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("openssl.out")))
                .isZero();
        return certificate;
    }

    @Test
    void the_office_s_certificate_must_be_vouched_for_by_the_authority_that_was_named() throws Exception {
        var own = certificate("office");
        var other = certificate("other");
        var config = Config.of(
                        folder.resolve("office"), Path.of("src/test/resources/library"), "127.0.0.1", 0, Map.of())
                .withGateway(Config.FLEET, Set.of(), false)
                .withEdge(Edge.DEFAULT.with(own, folder.resolve("office.key")));
        try (var office = ZhihengServer.start(config)) {
            var boss = office.identity()
                    .setUp(office.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                    .actor();
            var token = enrolment(office, boss, own);
            assertThatThrownBy(() -> OfficeLine.enrol(office.address(), null, token, "g"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> OfficeLine.enrol(office.address(), other, token, "g"))
                    .isInstanceOf(SSLException.class);
            var enrolled = OfficeLine.enrol(office.address(), own, token, "g");
            try (var line = new OfficeLine(office.address(), own, enrolled)) {
                var word = line.follow("", 0, 0, false);
                assertThat(word.all()).isTrue();
                assertThat(word.waited()).isLessThan(Duration.ofSeconds(1));
            }
            try (var line = new OfficeLine(
                    office.address(),
                    own,
                    new Enrolled(enrolled.gateway(), enrolled.token(), wrongKey(enrolled.key())))) {
                assertThatThrownBy(() -> line.follow("", 0, 0, false)).hasMessageContaining("signature");
            }
        }
    }

    /** A token made over REST, the certificate being believed as a gateway would. */
    private static String enrolment(ZhihengServer office, Actor boss, Path ca) throws Exception {
        var secret = office.identity().createToken(boss, "test", boss.role()).secret();
        try (var line = new OfficeLine(office.address(), ca, new Enrolled("", secret, ""))) {
            return String.valueOf(line.ask("/api/v1/fleet/tokens", Map.of("label", "t", "systems", List.of("*")))
                    .get("token"));
        }
    }

    private static String wrongKey(String key) {
        int middle = key.length() - 8;
        return key.substring(0, middle) + (key.charAt(middle) == 'A' ? 'B' : 'A') + key.substring(middle + 1);
    }

    @Test
    void across_a_network_an_office_without_tls_is_refused_unless_the_network_is_said_to_be_protected()
            throws Exception {
        var command = new GatewayCommand();
        command.office = URI.create("http://office.example:8080");
        assertThatThrownBy(command::settings).isInstanceOf(Refusal.class).hasMessageContaining("https");
        command.plainOffice = true;
        assertThat(command.settings().office()).isEqualTo(command.office);
    }
}
