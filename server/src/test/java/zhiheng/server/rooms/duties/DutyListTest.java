package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** The duties of all systems over REST and as a page: filtered alike, read on without gap, changed many at once. */
class DutyListTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Actor li;
    private static Visitor visitor;
    private static final List<String> SYSTEMS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
        var identity = house.server.identity();
        var org = house.server.office().orgs().create(house.boss.actor(), Org.Kind.PROVIDER, "Acme");
        li = identity.createPerson(
                        house.boss.actor(), org.id(), "liwei", "Li", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray())
                .actor();
        for (var name : List.of("Alpha", "Beta", "Gamma")) {
            SYSTEMS.add(house.server
                    .office()
                    .registry()
                    .register(li, org.id(), name, "", "", Map.of("infers", true, "uses", List.of("hiring")))
                    .id());
        }
        house.server.office().duties().set(li, SYSTEMS.get(1), "T-SOFT", DutyState.PLANNED, "Legal", null, "", 0);
        house.server.office().duties().set(li, SYSTEMS.get(2), "T-SOFT", DutyState.NOT_APPLICABLE, "", null, "none", 0);
        visitor = new Visitor(house.server.port(), "en").signIn("liwei", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static JsonNode page(String query) throws Exception {
        var answer = house.rest("GET", "/api/v1/duties" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static List<String> listed(String query) throws Exception {
        return page(query)
                .get("items")
                .valueStream()
                .map(row -> row.get("system").asString() + " " + row.get("duty").asString())
                .toList();
    }

    @Test
    void what_is_open_comes_by_its_day_and_what_is_settled_does_not_come() throws Exception {
        assertThat(listed(""))
                .containsExactlyInAnyOrder(
                        "Alpha T-FIRM", "Beta T-FIRM", "Gamma T-FIRM", "Alpha T-SOFT", "Beta T-SOFT");
        assertThat(page("").get("items").valueStream().map(row -> row.get("due").asString()))
                .isSorted();
    }

    @Test
    void each_filter_keeps_what_it_says() throws Exception {
        assertThat(listed("?show=planned")).containsExactly("Beta T-SOFT");
        assertThat(listed("?show=not_applicable")).containsExactly("Gamma T-SOFT");
        assertThat(listed("?owner=Legal")).containsExactly("Beta T-SOFT");
        assertThat(listed("?system=" + SYSTEMS.getFirst())).containsExactly("Alpha T-FIRM", "Alpha T-SOFT");
        assertThat(listed("?law=testlaw")).hasSize(5);
        assertThat(listed("?law=nolaw")).isEmpty();
        assertThat(listed("?org=none")).isEmpty();
        assertThat(listed("?show=evrything")).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_gap_or_double() throws Exception {
        var all = new ArrayList<String>();
        var cursor = "";
        do {
            var part = page("?limit=2" + cursor);
            part.get("items")
                    .forEach(row -> all.add(
                            row.get("systemId").asString() + row.get("duty").asString()));
            cursor = part.has("next")
                    ? "&cursor="
                            + java.net.URLEncoder.encode(
                                    part.get("next").asString(), java.nio.charset.StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        assertThat(all).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void the_page_and_rest_show_the_same_and_the_filter_stands_in_the_address() throws Exception {
        var body = visitor.get("/duties?show=planned&owner=Legal").body();
        assertThat(body).contains("Beta", "value=\"Legal\"").doesNotContain("Alpha</a>");
        assertThat(visitor.get("/duties?show=gap&owner=Le%20gal").body()).contains("owner=Le+gal");
    }

    @Test
    void a_change_of_many_without_any_ticked_or_to_no_state_is_told_and_changes_nothing() throws Exception {
        var none = visitor.post("/duties", "/duties", Map.of("state", List.of("MET"), "owner", List.of("HR")));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("value=\"HR\"");
        var ticked = SYSTEMS.getFirst() + " 0 T-SOFT";
        assertThat(visitor.post("/duties", "/duties", Map.of("duty", List.of(ticked), "state", List.of("FLYING")))
                        .statusCode())
                .isEqualTo(422);
        for (var key : List.of("nonsense", SYSTEMS.getFirst() + " x T-SOFT", "none 0 T-SOFT")) {
            assertThat(visitor.post("/duties", "/duties", Map.of("duty", List.of(key), "state", List.of("PLANNED")))
                            .statusCode())
                    .as(key)
                    .isIn(422, 409);
        }
        assertThat(listed("?show=planned")).containsExactly("Beta T-SOFT");
    }
}
