package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.registry.DutyState;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** Tables that are ordered by their heads: the order stands in the address, with filters and pages, and an index serves it. */
class OrdersTest {
    private static final List<String> TABLES =
            List.of("/systems", "/duties", "/cases", "/alerts", "/incidents", "/systems/SYSTEM/gateway/calls");
    private static final Pattern NEXT = Pattern.compile("<p class=\"pager\"><a[^>]* href=\"([^\"]+)\"");

    private static final List<String> ORDERED = List.of(
            "SELECT * FROM alert a ORDER BY " + Light.rank("a.grade") + " DESC, a.id DESC LIMIT 9",
            "SELECT * FROM incident i ORDER BY " + Light.rank("CASE i.grade WHEN 'none' THEN i.colour ELSE i.grade END")
                    + ", i.id LIMIT 9",
            "SELECT * FROM moved_case k WHERE k.ended = 0 ORDER BY k.last DESC, k.id DESC LIMIT 9",
            "SELECT * FROM moved_case k ORDER BY k.last, k.id LIMIT 9",
            "SELECT * FROM duty_line l WHERE l.pending = 1 AND l.sort_due < '~'"
                    + " ORDER BY l.sort_due DESC, l.system_id DESC, l.duty DESC LIMIT 9",
            "SELECT * FROM ai_system s WHERE s.archived_at IS NULL ORDER BY s.name DESC, s.id DESC LIMIT 9");

    @TempDir
    static Path folder;

    private static final Map<String, List<String>> PLANS = new LinkedHashMap<>();
    private static ZhihengServer server;
    private static Actor actor;
    private static Visitor boss;
    private static String system;
    private static String org;

    @BeforeAll
    static void start() throws Exception {
        var house = new OfficeServer(folder);
        actor = house.boss.actor();
        var office = house.server.office();
        org = office.orgs().create(actor, Org.Kind.PROVIDER, "Acme").id();
        for (int i = 0; i < 60; i++) {
            system = office.registry()
                    .register(
                            actor,
                            org,
                            "System %02d".formatted((i * 37) % 60),
                            "",
                            "",
                            i % 3 == 0 ? Map.of() : Map.of("infers", true, "uses", List.of("hiring")))
                    .id();
            house.clock.pass(java.time.Duration.ofSeconds(1));
        }
        office.duties().set(actor, system, "T-SOFT", DutyState.PLANNED, "Legal", null, "", 0);
        house.close(); // it holds its database alone
        for (int i = 0; i < 60; i++) {
            var light = Light.id(i % 5 == 4 ? null : Light.values()[i % 5]);
            sql(
                    "INSERT INTO alert (id, system, monitor, family, grade, time, repeats, body) VALUES ('a%02d', '%s', 'm',"
                            + " 'harm', '%s', '2026-01-01T00:00:%02d.000Z', 0, '%s')",
                    i, system, light, i, "{}");
            sql(
                    "INSERT INTO incident (id, system, title, source, reference, colour, grade, seq, opened, ended, body)"
                            + " VALUES ('i%02d', '%s', 'Leak %02d', 'PERSON', '', '%s', '%s', 1,"
                            + " '2026-01-01T00:00:%02d.000Z', '', '%s')",
                    i, system, i, i % 2 == 0 ? light : "none", i % 2 == 0 ? "none" : light, i, UNGRADED);
        }
        for (var statement : ORDERED) {
            PLANS.put(statement, sql("EXPLAIN QUERY PLAN " + statement));
        }
        server = OfficeServer.start(folder, house.clock);
        boss = new Visitor(server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> sql(String text, Object... values) throws SQLException {
        try (var c = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("zhiheng.db"));
                var s = c.createStatement()) {
            var all = new ArrayList<String>();
            if (s.execute(values.length == 0 ? text : text.formatted(values))) {
                try (var rows = s.getResultSet()) {
                    while (rows.next()) {
                        all.add(rows.getString(rows.getMetaData().getColumnCount()));
                    }
                }
            }
            return all;
        }
    }

    private static String page(String path) throws Exception {
        var answer = boss.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** What the heads of rows say, over all pages, each reached by the link of the page before. */
    private static List<String> walk(String path, String what) throws Exception {
        var all = new ArrayList<String>();
        var next = path;
        for (int pages = 0; !next.isEmpty() && pages < 20; pages++) {
            var body = page(next);
            Pattern.compile(what).matcher(body).results().forEach(found -> all.add(found.group(1)));
            var more = NEXT.matcher(body);
            next = more.find() ? more.group(1).replace("&amp;", "&") : "";
        }
        return all;
    }

    /** The note of an incident of which nothing is known. */
    private static final String UNGRADED = "{\"answers\":{},\"on\":\"2026-01-01\",\"rule\":\"\",\"article\":\"\","
            + "\"text\":{\"zh\":\"\",\"en\":\"\"},\"confidence\":\"\",\"certainty\":{\"zh\":\"\",\"en\":\"\"},"
            + "\"atLeast\":false,\"opening\":[],\"duties\":[]}";

    private static final String NAMES = "<th scope=\"row\"><a href=\"[^\"]+\">(System \\d+)</a>";

    @Test
    void systems_come_by_name_both_ways_over_all_their_pages() throws Exception {
        var rising = walk("/systems?sort=name", NAMES);
        assertThat(rising).hasSize(60).isSorted();
        assertThat(walk("/systems?sort=-name", NAMES)).isEqualTo(rising.reversed());
        assertThat(walk("/systems?sort=-updated", NAMES))
                .isEqualTo(walk("/systems", NAMES).reversed());
    }

    @Test
    void what_has_no_day_comes_last_whichever_way_days_are_ordered() throws Exception {
        var days = "<time datetime=\"(\\d{4}-\\d\\d-\\d\\d)\">|(?=<td class=\"date\">\\s*</td>)";
        for (var path :
                List.of("/systems?sort=next", "/systems?sort=-next", "/duties?show=open", "/duties?sort=-due")) {
            var found = walk(path, days);
            var undated = found.indexOf(null);
            assertThat(walk(path, path.startsWith("/s") ? NAMES : "name=\"duty\" value=\"([^\"]+)\""))
                    .as(path)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(60);
            assertThat(found.subList(undated < 0 ? found.size() : undated, found.size()))
                    .as(path)
                    .allMatch(java.util.Objects::isNull);
        }
        var falling = walk("/duties?sort=-due", "<td class=\"date\">\\s*<time datetime=\"([^\"]+)\"");
        assertThat(falling).hasSizeGreaterThan(50).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void duties_come_by_state_owner_system_and_law_both_ways_and_their_heads_say_so() throws Exception {
        var systems = "<td class=\"of\"><a href=\"/systems/[^\"]+\">(System \\d+)</a>";
        var rising = walk("/duties?sort=system", systems);
        assertThat(rising).hasSizeGreaterThan(50).isSorted();
        assertThat(walk("/duties?sort=-system", systems)).isEqualTo(rising.reversed());
        var first = "name=\"duty\" value=\"([^ ]+) 1 T-SOFT\"";
        assertThat(walk("/duties?sort=owner", first))
                .as("the one that Legal looks after")
                .hasSize(1);
        assertThat(page("/duties?sort=owner")).containsPattern(first);
        for (var sort : List.of("state", "owner", "system", "law")) {
            var body = page("/duties?sort=" + sort);
            assertThat(body).contains("aria-sort=\"ascending\"", "sort=-" + sort);
            assertThat(walk("/duties?sort=-" + sort, systems)).hasSameSizeAs(rising);
        }
    }

    @Test
    void a_column_that_is_put_away_is_gone_and_the_address_says_so() throws Exception {
        var body = page("/duties?hide=law,owner,nonsense&sort=state");
        assertThat(body)
                .contains(
                        "href=\"/duties?show=open&amp;sort=state&amp;hide=owner\"", "name=\"hide\" value=\"law,owner\"")
                .doesNotContain("<th scope=\"col\">Law", "sort=owner&amp;hide");
        assertThat(page("/duties")).contains("hide=law").doesNotContain("name=\"hide\"");
        assertThat(page("/systems?hide=late,updated&sort=name"))
                .contains("name=\"hide\" value=\"late,updated\"", "hide=late%2Cupdated&amp;sort=-name")
                .doesNotContain(">Updated</a>", ">Overdue</a>");
    }

    @ParameterizedTest
    @CsvSource({"/alerts, href=\"/alerts/(a\\d\\d)\", time", "/incidents, href=\"/incidents/(i\\d\\d)\", opened"})
    void alerts_and_incidents_come_by_time_and_by_grade_both_ways(String path, String what, String time)
            throws Exception {
        var newest = walk(path, what);
        assertThat(newest).hasSize(60).isEqualTo(walk(path + "?sort=" + time, what));
        assertThat(walk(path + "?sort=-" + time, what))
                .isEqualTo(newest.reversed())
                .isSorted();
        var gravest = walk(path + "?sort=grade", what);
        assertThat(walk(path + "?sort=-grade", what)).isEqualTo(gravest.reversed());
        assertThat(gravest.stream().map(id -> Integer.parseInt(id.substring(1)) % 5))
                .as("red to none")
                .isSorted();
        assertThat(gravest.subList(0, 3))
                .as("the newest of them first")
                .containsExactly(path.charAt(1) + "55", path.charAt(1) + "50", path.charAt(1) + "45");
    }

    @Test
    void rows_that_come_or_go_while_one_reads_neither_shift_a_page_nor_show_a_row_twice() throws Exception {
        var all = walk("/systems?sort=name", NAMES);
        var next = NEXT.matcher(page("/systems?sort=name"));
        assertThat(next.find()).isTrue();
        var office = server.office();
        var late = office.registry().register(actor, org, "System 00 too", "", "", Map.of());
        try {
            assertThat(walk(next.group(1).replace("&amp;", "&"), NAMES)).isEqualTo(all.subList(25, 60));
        } finally {
            office.archives().archive(actor, late.id(), late.version());
        }
    }

    @Test
    void an_order_that_there_is_not_is_refused_in_words_on_every_table() throws Exception {
        for (var table : TABLES) {
            var answer = boss.get(table.replace("SYSTEM", system) + "?sort=colour");
            assertThat(answer.statusCode()).as(table).isEqualTo(422);
            assertThat(answer.body()).as(table).contains("'sort' is one of");
        }
        assertThat(boss.get("/api/v1/systems?sort=colour").statusCode()).isEqualTo(422);
        assertThat(boss.get("/api/v1/duties?sort=colour").statusCode()).isEqualTo(422);
        assertThat(boss.get("/api/v1/duties?sort=-due").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/systems?q=System&sort=-name",
                "/duties?show=open&owner=Legal&sort=-due",
                "/alerts?state=open&sort=grade",
                "/incidents?state=all&sort=-opened"
            })
    void heads_keep_the_filter_and_the_filter_keeps_the_order(String path) throws Exception {
        var body = page(path);
        var order = path.substring(path.indexOf("sort=") + 5);
        var filter = path.substring(path.indexOf('?') + 1, path.indexOf("&sort"));
        assertThat(body).containsOnlyOnce("aria-sort=");
        assertThat(Pattern.compile("<a class=\"sort\" href=\"([^\"]+)\"")
                        .matcher(body)
                        .results()
                        .map(found -> found.group(1).replace("&amp;", "&")))
                .isNotEmpty()
                .allSatisfy(href -> assertThat(href).contains(filter.split("&")).contains("sort="));
        assertThat(body).contains("<input type=\"hidden\" name=\"sort\" value=\"" + order + "\">");
    }

    @Test
    void an_index_has_each_order_so_that_nothing_is_sorted_for_a_page() throws Exception {
        assertThat(PLANS)
                .hasSameSizeAs(ORDERED)
                .allSatisfy((statement, plan) ->
                        assertThat(plan).isNotEmpty().noneMatch(step -> step.contains("TEMP B-TREE")));
    }
}
