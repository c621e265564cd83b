package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.base.BadValue;

class OwnDestinationTest {
    private static Upstream upstream(int port) {
        return new Upstream(
                "u",
                URI.create("http://127.0.0.1:" + port + "/v1"),
                "",
                1,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    /** A stand-in of a drill may be reached while it listens; a port is soon somebody else's. */
    @Test
    void a_server_of_this_process_is_allowed_by_its_port_and_no_longer_once_it_is_gone() throws Exception {
        var destinations = new Destinations(Set.of());
        assertThatThrownBy(() -> destinations.resolve(upstream(4001))).isInstanceOf(BadValue.class);
        destinations.own("127.0.0.1:4001");
        assertThat(destinations.resolve(upstream(4001)).isLoopbackAddress()).isTrue();
        assertThatThrownBy(() -> destinations.resolve(upstream(4002))).isInstanceOf(BadValue.class);
        destinations.disown("127.0.0.1:4001");
        assertThatThrownBy(() -> destinations.resolve(upstream(4001))).isInstanceOf(BadValue.class);
    }
}
