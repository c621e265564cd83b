package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zhiheng.base.testing.Await;

@Timeout(60)
class ConnectionsTest {
    private static int takenBy(Connections connections, String address, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += connections.takes(address) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void an_address_gets_half_of_what_all_may_have_at_most_so_that_others_get_in() {
        var connections = new Connections(20_000, Set.of(), 256);
        assertThat(takenBy(connections, "192.0.2.1", 1_000)).isEqualTo(128);
        assertThat(takenBy(connections, "192.0.2.2", 1_000)).isEqualTo(128);
        assertThat(connections.open()).isEqualTo(256);
        assertThat(connections.refused()).isEqualTo(2_000 - 256);
    }

    @Test
    void the_addresses_of_one_customer_are_one() {
        var connections = new Connections(2, Set.of(), 256);
        assertThat(takenBy(connections, "2001:db8:1:2::1", 1)).isEqualTo(1);
        assertThat(takenBy(connections, "2001:db8:1:2::2", 1)).isEqualTo(1);
        assertThat(takenBy(connections, "2001:db8:1:2::3", 1)).isZero();
        assertThat(takenBy(connections, "2001:db8:1:3::1", 1)).isEqualTo(1);
    }

    @Test
    void a_proxy_that_stands_for_many_is_held_by_the_bound_of_all_alone() {
        var connections = new Connections(2, Set.of("192.0.2.9"), 256);
        assertThat(takenBy(connections, "192.0.2.9", 1_000)).isEqualTo(256);
        assertThat(takenBy(connections, "192.0.2.1", 1)).isZero();
        connections.gone("192.0.2.9");
        assertThat(takenBy(connections, "192.0.2.1", 1)).isEqualTo(1);
    }

    @Test
    void one_address_holds_so_many_on_all_loops_of_the_gateway_while_another_is_served() throws Exception {
        try (var house = House.withOneStub()) {
            var connections = Connections.ofGateway(12, Set.of());
            int port = house.listen(connections);
            var held = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 12; i++) {
                    held.add(open(port, "127.0.0.1"));
                    assertThat(status(held.getLast())).isEqualTo("HTTP/1.1 200");
                }
                assertThat(connections.open()).isEqualTo(12);
                for (int i = 0; i < 4; i++) {
                    try (var more = open(port, "127.0.0.1")) {
                        assertThat(status(more))
                                .as("%d %d", connections.open(), connections.refused())
                                .isEmpty();
                    }
                }
                assertThat(connections.refused()).isEqualTo(4);
                try (var elsewhere = open(port, "127.0.0.2")) {
                    assertThat(status(elsewhere)).isEqualTo("HTTP/1.1 200");
                }
            } finally {
                for (var socket : held) {
                    socket.close();
                }
            }
            Await.until("their places are free again", () -> connections.open() == 0);
        }
    }

    private static Socket open(int port, String from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Makes a call. @return the first twelve bytes of the answer; empty when the connection was closed */
    private static String status(Socket socket) throws IOException {
        var body = "{\"model\":\"m\",\"messages\":[]}";
        try {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + House.KEY
                                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (SocketException closed) {
            return "";
        }
    }
}
