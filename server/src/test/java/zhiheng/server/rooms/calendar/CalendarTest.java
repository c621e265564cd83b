package zhiheng.server.rooms.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.Visitor;

class CalendarTest {
    /** A day of the law itself, which no state of a duty takes away. */
    private static final String LAW_DAY = "测试法：1 个系统有新规定开始 2030-01-01";

    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    @Test
    void last_days_stand_in_a_feed_that_needs_no_sign_in_and_ends_with_its_address_or_its_person() throws Exception {
        var library = Path.of("src/test/resources/library");
        var clock = new MovableClock();
        clock.day("2026-05-01");
        try (var server = ZhihengServer.start(Config.of(folder, library, "127.0.0.1", 0), clock)) {
            var identity = server.identity();
            var boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                    .actor();
            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var li = identity.createPerson(boss, org.id(), "weili", "Li", Role.PROVIDER, PASSWORD.toCharArray());
            var facts = Map.of("infers", true, "uses", List.of("chat"));
            var id = server.office()
                    .registry()
                    .register(li.actor(), org.id(), "聊天, with a comma", "", "", facts)
                    .id();
            var visitor = new Visitor(server.port(), "en").signIn("weili", PASSWORD);
            var first = made(visitor);
            var nobody = new Visitor(server.port(), "zh");
            assertThat(summaries(nobody.bytes(first)))
                    .containsExactly("义务T-FIRM · 聊天, with a comma 2026-06-01", LAW_DAY);
            assertThat(new String(nobody.bytes(first), StandardCharsets.UTF_8).replace("\r\n ", ""))
                    .contains("该日以 Asia/Shanghai 时区为准结束。");
            var second = made(visitor);
            assertThat(nobody.get(first).statusCode()).isEqualTo(404);
            server.office().duties().set(li.actor(), id, "T-FIRM", DutyState.NOT_APPLICABLE, "", null, "none", 0);
            assertThat(summaries(nobody.bytes(second))).containsExactly(LAW_DAY);
            identity.disablePerson(boss, li.id());
            assertThat(nobody.get(second).statusCode()).isEqualTo(404);
            assertThat(nobody.get("/calendar/guess.ics").statusCode()).isEqualTo(404);
        }
    }

    private static String made(Visitor visitor) throws Exception {
        var page = visitor.post("/calendar", "/calendar", Map.of()).body();
        var address = Pattern.compile("id=\"address\">([^<]+)<").matcher(page);
        assertThat(address.find()).isTrue();
        return URI.create(address.group(1)).getPath();
    }

    /** Lines unfolded and unescaped, as RFC 5545 has it; no line is longer than 75 octets. */
    private static List<String> summaries(byte[] feed) {
        var text = new String(feed, StandardCharsets.UTF_8);
        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(text).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VCALENDAR\r\n");
        var event = Pattern.compile("DTSTART;VALUE=DATE:(\\d{4})(\\d\\d)(\\d\\d)\r\nSUMMARY:([^\r]*)");
        return event.matcher(text.replace("\r\n ", ""))
                .results()
                .map(m -> m.group(4).replace("\\,", ",") + " " + m.group(1) + "-" + m.group(2) + "-" + m.group(3))
                .toList();
    }

    @Test
    void a_long_line_is_folded_between_characters() {
        var out = new StringBuilder();
        CalendarFile.line(out, "SUMMARY:" + "义".repeat(60));
        assertThat(out.toString().replace("\r\n ", "")).isEqualTo("SUMMARY:" + "义".repeat(60) + "\r\n");
        assertThat(out.toString().split("\r\n")).hasSizeGreaterThan(2);
        assertThat(CalendarFile.escaped("a,b;c\\d\ne")).isEqualTo("a\\,b\\;c\\\\d\\ne");
    }
}
