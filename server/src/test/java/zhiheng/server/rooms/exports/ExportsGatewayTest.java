package zhiheng.server.rooms.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.exports.Upstream;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.gateway.RouteBook;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.testing.GatewayServer;

/** What the gateway knows of a system is in its files: where calls go, and which duties they are held to. */
class ExportsGatewayTest extends GatewayServer {
    @Test
    void upstreams_are_services_without_their_keys_and_a_stranger_sees_none() throws Exception {
        ready("{\"reason\":\"r\"}");
        var address = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1";
        var rest = api("GET", "/api/v1/inventory", admin, "").body();
        var service = JsonMapper.shared().readTree(rest).at("/services/0");
        assertThat(service.at("/endpoints/0").asString()).isEqualTo(address);
        assertThat(service.at("/authenticated").asBoolean()).isTrue();
        assertThat(rest).doesNotContain("sk-very-secret");
        assertThat(api("GET", "/api/v1/inventory", stranger, "").body()).doesNotContain("Bot", "127.0.0.1");
        assertThat(api("GET", system + "/inventory", stranger, "").statusCode()).isEqualTo(404);
        try (var db = Db.readOnly(folder.resolve("zhiheng.db"))) {
            var routes = RouteBook.withoutKeys(new JdbcOfficeStore(db));
            assertThat(routes.values())
                    .singleElement()
                    .satisfies(route ->
                            assertThat(Upstreams.of(route)).containsExactly(new Upstream(address, List.of(), true)));
        }
    }

    @Test
    void a_duty_that_the_permit_holds_calls_to_is_implemented_by_the_gateway() throws Exception {
        var made = json(api(
                "POST",
                "/api/v1/systems",
                admin,
                "{\"name\":\"Chat\",\"facts\":{\"infers\":true,\"uses\":[\"chat\"]}}"));
        var other = "/api/v1/systems/" + made.get("id").asString();
        var permit = api(
                "PUT", other + "/permit", admin, "{\"reason\":\"r\",\"duties\":{\"permit.hours\":\"testlaw/T-SOFT\"}}");
        assertThat(permit.statusCode()).as(permit.body()).isEqualTo(200);
        var components = json(api("GET", other + "/oscal/component-definition", admin, ""))
                .at("/component-definition/components");
        var held = components.get(1).at("/control-implementations/0/implemented-requirements/0");
        assertThat(held.at("/control-id").asString()).isEqualTo("T-SOFT");
        assertThat(held.at("/props/0/value").asString()).isEqualTo("permit.hours");
    }
}
