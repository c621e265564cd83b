package zhiheng.server.rooms.permits;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.server.testing.SharedGateway.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Visitor;

/** What may be done after untrusted text was read, set by a person who writes no JSON. */
class ContainmentFormTest {
    private static final String CONTAINMENT = "{\"tools\":{\"read_mail\":{\"outside\":false},"
            + "\"send_mail\":{\"recipients\":[\"to\"],\"after\":\"confirm\",\"from\":{\"to\":[\"read_mail/from\"]}},"
            + "\"an odd name\":{\"approve\":true}},\"others\":\"refuse\",\"hosts\":[\"corp.example\"]}";

    @TempDir
    static Path folder;

    private static SharedGateway house;
    private static Visitor visitor;

    private String system;
    private String page;

    @BeforeAll
    static void start() throws Exception {
        house = new SharedGateway(folder);
        visitor = house.visitor("boss");
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @BeforeEach
    void contained() throws Exception {
        system = house.system("Agent");
        page = "/systems/" + system + "/gateway/permit";
        house.ready(system, "{\"reason\":\"begin\",\"containment\":" + CONTAINMENT + "}");
    }

    private JsonNode permit() throws Exception {
        return json(house.api("GET", "/api/v1/systems/" + system + "/permit", ""));
    }

    /** The form as the page has it, with fields typed anew; an empty one is as one that is not ticked. */
    private HttpResponse<String> send(String... fields) throws Exception {
        var all = new HashMap<String, List<String>>();
        PermitForm.values(house.server.gateway().orElseThrow().permits().of(system))
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        all.put(name, List.of(value));
                    }
                });
        all.put("do", List.of("change"));
        all.put("reason", List.of("containment"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], List.of(fields[i + 1]));
        }
        return visitor.post(page, page, all);
    }

    @Test
    void the_form_holds_what_the_permit_says_of_each_tool() throws Exception {
        assertThat(visitor.get(page).body())
                .contains("name=\"tool.does.send_mail\"", "name=\"tool.says.send_mail\"")
                .contains("name=\"contain.hosts\" type=\"text\" value=\"corp.example\"")
                .containsPattern("id=\"tool.after.send_mail\"[^§]*?value=\"CONFIRM\" selected")
                .doesNotContain("tool.does.an odd name");
    }

    @Test
    void deeds_and_words_of_a_tool_are_set_and_all_else_stays() throws Exception {
        var before = permit().path("containment");
        var sent = send(
                "tool.does.send_mail",
                "send, reply",
                "tool.says.send_mail",
                "subject，body",
                "tool.after.send_mail",
                "ASKED");
        assertThat(sent.statusCode()).isLessThan(400);
        var tool = permit().at("/containment/tools/send_mail");
        assertThat(tool.path("does").toString()).contains("send", "reply");
        assertThat(tool.path("says").toString()).contains("subject", "body");
        assertThat(tool.path("after").asString()).isEqualTo("asked");
        assertThat(tool.path("from").toString()).contains("read_mail/from");
        for (var kept : List.of("/tools/read_mail", "/tools/an odd name", "/hosts", "/others")) {
            assertThat(permit().path("containment").at(kept)).as(kept).isEqualTo(before.at(kept));
        }
    }

    @Test
    void a_form_sent_as_it_is_changes_nothing_of_the_containment() throws Exception {
        var before = permit().path("containment");
        assertThat(send().statusCode()).isLessThan(400);
        assertThat(permit().path("version").asInt()).isEqualTo(2);
        assertThat(permit().path("containment")).isEqualTo(before);
    }

    @Test
    void a_further_tool_gets_fields_and_is_as_strict_as_the_others_until_they_are_filled() throws Exception {
        assertThat(send("do", "preview", "contain.more", "pay").body()).contains("name=\"tool.does.pay\"");
        send("contain.more", "pay");
        assertThat(permit().at("/containment/tools/pay/after").asString()).isEqualTo("refuse");
        assertThat(send("contain.more", "two words").body()).contains("name this tool in the JSON");
        assertThat(permit().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_nothing_is_changed() throws Exception {
        assertThat(send("contain.hosts", "https://corp.example/x").body()).contains("id=\"contain.hosts-error\"");
        assertThat(send("contain.longestSpan", "3").body()).contains("id=\"contain.longestSpan-error\"");
        assertThat(permit().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void a_tool_of_which_nothing_is_said_any_more_is_one_of_the_others() throws Exception {
        send("tool.after.send_mail", "");
        assertThat(permit().at("/containment/tools").has("send_mail")).isFalse();
        assertThat(permit().at("/containment/tools").has("read_mail")).isTrue();
    }
}
