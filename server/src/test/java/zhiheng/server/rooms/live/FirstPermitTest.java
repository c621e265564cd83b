package zhiheng.server.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.Visitor;

/** The first permit of a system, made by somebody who knows the organisation's credit code and no more. */
class FirstPermitTest extends GatewayServer {
    private static final String CODE = "001191440300708461136T1XGW3";

    private Visitor visitor;
    private String page;

    @BeforeEach
    void enter() throws Exception {
        visitor = new Visitor(server.port(), "en").signIn("boss", "a long enough one");
        page = "/systems/" + system.substring(system.lastIndexOf('/') + 1) + "/gateway";
    }

    private HttpResponse<String> first(String producer, String service) throws Exception {
        return visitor.post(
                page,
                page + "/first",
                Map.of("producer", List.of(producer), "service", List.of(service), "place", List.of("START")));
    }

    private String producer() throws Exception {
        return json(api("GET", system + "/permit", admin, "")).toString();
    }

    @Test
    void a_credit_code_and_a_service_number_become_the_producers_code() throws Exception {
        assertThat(first("9144 0300708461136t", "xgw3").statusCode()).isEqualTo(200);
        assertThat(producer()).contains(CODE);
    }

    @Test
    void a_whole_code_is_taken_as_it_is() throws Exception {
        assertThat(first(CODE, "").statusCode()).isEqualTo(200);
        assertThat(producer()).contains(CODE);
    }

    @Test
    void what_is_wrong_is_named_with_its_place_at_its_field_and_what_was_typed_stays() throws Exception {
        var refused = first("91440300708461136A", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"producer-error\"", "character 18", "should be T", "id=\"service-error\"")
                .contains("value=\"91440300708461136A\"");
        assertThat(first(CODE, "0001").body()).contains("Not the last four characters");
        assertThat(first("", "0001").body()).contains("no credit code");
    }

    @Test
    void an_open_system_needs_no_code() throws Exception {
        assertThat(first("", "").statusCode()).isEqualTo(200);
        assertThat(producer()).doesNotContain("0011");
    }
}
