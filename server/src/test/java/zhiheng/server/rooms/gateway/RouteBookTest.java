package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.traffic.Vault;

class RouteBookTest extends GatewayOnStore {
    /** Reserved for documentation (RFC 5737), and public for what it may reach; nothing is ever connected to. */
    private static final String ONE = "http://192.0.2.7/v1";

    private static final String TWO = "https://198.51.100.7/v1";

    private RouteBook book;

    @BeforeEach
    void make() {
        book = book();
    }

    private RouteBook book() {
        return new RouteBook(
                store,
                outbox,
                Vault.open(folder.resolve("secret.key")),
                new Destinations(Set.of("127.0.0.1:9", "192.0.2.7", "198.51.100.7")));
    }

    private static Upstream upstream(String id, String base, String key) {
        return new Upstream(
                id,
                URI.create(base),
                key,
                Upstream.Auth.API_KEY,
                3,
                Map.of("gpt", "local-7b"),
                new Upstream.Times(
                        Duration.ofMillis(700), Duration.ofSeconds(9), Duration.ofSeconds(8), Duration.ofSeconds(7)),
                false);
    }

    private static Route route(Upstream... upstreams) {
        return new Route("bot", List.of(upstreams), 2, "small");
    }

    private List<String> keys(RouteBook book) {
        return book.of("bot").upstreams().stream().map(Upstream::key).toList();
    }

    @Test
    void a_route_is_the_same_after_a_restart_with_every_one_of_its_fields() {
        var route = route(upstream("a", ONE, "sk-one"), upstream("b", TWO, ""));
        book.set(BOSS, route);
        assertThat(book.of("bot")).isEqualTo(route);
        assertThat(book().of("bot")).isEqualTo(route);
        assertThat(book.of("hire")).isNull();
    }

    @Test
    void keys_are_stored_encrypted_and_told_to_nobody() {
        book.set(BOSS, route(upstream("a", ONE, "sk-one")));
        assertThat(column("gateway_route", "upstreams"))
                .singleElement()
                .asString()
                .contains(ONE)
                .doesNotContain("sk-one");
        assertThat(column("act", "name")).containsExactly("gateway.route.set");
        assertThat(column("act", "body"))
                .singleElement()
                .asString()
                .contains("a " + ONE)
                .doesNotContain("sk-one");
        assertThat(book.of("bot").toString()).doesNotContain("sk-one");
    }

    @Test
    void an_upstream_sent_without_a_key_keeps_the_key_of_its_id_and_address() {
        book.set(BOSS, route(upstream("a", ONE, "sk-one"), upstream("b", TWO, "sk-two")));
        book.set(BOSS, route(upstream("b", TWO, ""), upstream("a", ONE, "")));
        assertThat(keys(book)).containsExactly("sk-two", "sk-one");
        assertThat(keys(book())).containsExactly("sk-two", "sk-one");
        assertThat(book.of("bot").attempts()).isEqualTo(2);
    }

    /** Else whoever may set a route, but never saw the key, could have it sent to an address of their own. */
    @Test
    void a_key_does_not_go_along_to_another_address_or_under_another_id() {
        book.set(BOSS, route(upstream("a", ONE, "sk-one")));
        for (var moved : List.of(upstream("a", TWO, ""), upstream("b", ONE, ""), upstream("a", ONE + "/", ""))) {
            book.set(BOSS, route(upstream("a", ONE, "sk-one")));
            book.set(BOSS, route(moved));
            assertThat(keys(book)).as(moved.toString()).containsExactly("");
            assertThat(keys(book())).as(moved.toString()).containsExactly("");
        }
    }

    @Test
    void a_key_does_not_go_along_to_another_system() {
        book.set(BOSS, route(upstream("a", ONE, "sk-one")));
        book.set(BOSS, new Route("hire", List.of(upstream("a", ONE, "")), 1, ""));
        assertThat(book.of("hire").upstreams().getFirst().key()).isEmpty();
    }

    @Test
    void a_new_key_takes_the_place_of_the_old_one() {
        book.set(BOSS, route(upstream("a", ONE, "sk-old")));
        book.set(BOSS, route(upstream("a", ONE, "sk-new")));
        assertThat(keys(book())).containsExactly("sk-new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/v1",
                "http://127.0.0.1:8080/v1",
                "http://10.1.2.3/v1",
                "http://192.168.1.1/v1",
                "http://[::1]/v1",
                "http://[fd00::1]/v1",
                "http://[::ffff:127.0.0.1]/v1",
                "http://100.64.0.1/v1",
                "http://0.0.0.0/v1",
                "http://169.254.169.254/v1"
            })
    void an_address_inside_the_own_network_is_refused_and_the_route_stays_as_it_was(String inside) {
        book.set(BOSS, route(upstream("a", ONE, "sk-one")));
        assertThatThrownBy(() -> book.set(BOSS, route(upstream("a", ONE, ""), upstream("b", inside, "sk-two"))))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.INVALID));
        assertThat(keys(book)).containsExactly("sk-one");
        assertThat(keys(book())).containsExactly("sk-one");
        assertThat(column("act", "name")).hasSize(1);
    }

    @Test
    void an_address_inside_that_the_operator_listed_is_taken_on_its_port_only() {
        book.set(BOSS, route(upstream("a", "http://127.0.0.1:9/v1", "")));
        assertThat(book.of("bot")).isNotNull();
        assertThatThrownBy(() -> book.set(BOSS, route(upstream("a", "http://127.0.0.1:10/v1", ""))))
                .hasMessageContaining("--allow-upstream")
                .hasMessageContaining("127.0.0.1:10");
    }

    @Test
    void the_sample_model_answers_for_systems_without_a_route_and_for_no_other() {
        book.set(BOSS, route(upstream("a", ONE, "")));
        book.sample(URI.create("http://127.0.0.1:9/v1"));
        assertThat(book.of("bot").upstreams()).extracting(Upstream::id).containsExactly("a");
        assertThat(book.of("hire").upstreams()).extracting(Upstream::id).containsExactly("sample");
        assertThat(book.of("hire").fallbackModel()).isEqualTo(SampleUpstream.MODEL);
        assertThat(book().of("hire")).as("it is stored nowhere").isNull();
    }

    /** A start that silently forgot the keys would send calls without them. */
    @Test
    void routes_do_not_open_under_another_key_file() throws Exception {
        book.set(BOSS, route(upstream("a", ONE, "sk-one")));
        Files.delete(folder.resolve("secret.key"));
        assertThatThrownBy(this::book).hasMessageContaining("another key file");
    }
}
