package zhiheng.server.rooms.permits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Barred;
import zhiheng.gateway.permit.Permit;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Surfer;

/** Permits for common cases fill the form, and what stands in the form is said in plain words before it is saved. */
class PresetTest {
    private static final Pattern FIELD = Pattern.compile(
            "<input id=\"([^\"]+)\" name=\"\\1\" type=\"[^\"]*\" value=\"([^\"]*)\"|<input type=\"checkbox\""
                    + " name=\"((?:inspector|implicit)[^\"]*)\" value=\"1\" checked|<input type=\"hidden\""
                    + " name=\"(version)\" value=\"([^\"]*)\"|<select id=\"([^\"]+)\"[^>]*>\\s*(?:<option"
                    + " value=\"[^\"]*\">[^<]*</option>\\s*)*<option value=\"([^\"]*)\" selected>");

    @TempDir
    static Path folder;

    private static SharedGateway shared;

    @BeforeAll
    static void start() throws Exception {
        shared = new SharedGateway(folder);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    private static Surfer surfer(String language) throws Exception {
        var surfer = new Surfer(shared.server.address(), language);
        surfer.signIn("boss", SharedGateway.PASSWORD);
        return surfer;
    }

    private static String plain(String page) {
        var from = page.indexOf("id=\"plain\"");
        assertThat(from).isPositive();
        return page.substring(from, page.indexOf("</section>", from));
    }

    /** What a browser would send of the permit's form, as it stands in the page. */
    private static List<String> fields(String page) {
        var form = page.substring(
                page.indexOf("class=\"editor\""), page.indexOf("</form>", page.indexOf("class=\"editor\"")));
        var sent = new ArrayList<String>();
        var found = FIELD.matcher(form);
        while (found.find()) {
            if (found.group(1) != null) {
                sent.addAll(List.of(found.group(1), found.group(2)));
            } else if (found.group(3) != null) {
                sent.addAll(List.of(found.group(3), "1"));
            } else if (found.group(4) != null) {
                sent.addAll(List.of(found.group(4), found.group(5)));
            } else {
                sent.addAll(List.of(found.group(6), found.group(7)));
            }
        }
        return sent;
    }

    private static Permit permit(String system) {
        return shared.server.gateway().orElseThrow().permits().of(system);
    }

    @Test
    void each_preset_fills_the_form_changes_nothing_by_itself_and_saves_as_what_it_is() throws Exception {
        var system = shared.system("Presets");
        shared.ready(system, "{\"scope\":{\"models\":[\"m\"]},\"reason\":\"r\"}");
        var at = "/systems/" + system + "/gateway/permit";
        var surfer = surfer("en");
        surfer.open(at);
        for (var preset : Preset.values()) {
            var before = permit(system);
            var filled = surfer.send(at, "do", "preset", "preset", preset.name(), "version", "" + before.version());
            assertThat(filled.statusCode()).as(preset.name()).isEqualTo(200);
            assertThat(permit(system)).isEqualTo(before);
            var sent = new ArrayList<>(List.of("do", "change", "reason", "preset " + preset));
            sent.addAll(fields(filled.body()));
            var saved = surfer.send(at, sent.toArray(String[]::new));
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
            var now = permit(system);
            assertThat(now.version()).isEqualTo(before.version() + 1);
            var wanted = preset.on(before);
            assertThat(List.of(now.state(), now.caps(), now.scope(), now.terms()))
                    .as(preset.name())
                    .isEqualTo(List.of(wanted.state(), wanted.caps(), wanted.scope(), wanted.terms()));
            surfer.open(at);
        }
    }

    @Test
    void what_is_typed_is_said_in_plain_words_in_either_language_before_it_is_saved() throws Exception {
        var system = shared.system("Plain");
        shared.ready(system, "{\"reason\":\"r\"}");
        var at = "/systems/" + system + "/gateway/permit";
        var mine = new String[] {
            "do",
            "plain",
            "version",
            "1",
            "state",
            "OPEN",
            "zone",
            "Asia/Shanghai",
            "callsPerDay",
            "500",
            "regions",
            "CN",
            "youngest",
            "18",
            "opens",
            "09:00",
            "closes",
            "17:00",
            "inspector.pii",
            "1",
            "action.pii",
            "MASK",
            "action.injection",
            "REFUSE",
            "keepRecordDays",
            "184"
        };
        var english = surfer("en");
        english.open(at);
        assertThat(plain(english.send(at, mine).body()))
                .contains(
                        "Open: calls within the limits below are answered.",
                        "Only from 09:00 to 17:00 (Asia/Shanghai); regions CN; users of at least 18 years",
                        "Calls per day 500",
                        "Answers carry no label",
                        "Taken out before it passes: personal data.",
                        "without effect: prompt injection",
                        "kept for 184 days; content is not kept");
        var chinese = surfer("zh");
        chinese.open(at);
        assertThat(plain(chinese.send(at, mine).body()))
                .contains("地区 CN", "年满 18 岁", "每日调用至多 500", "隐去后放行：个人信息", "不起作用：指令注入");
        assertThat(permit(system).version()).isEqualTo(1);
        assertThat(plain(english.send(at, "do", "plain", "version", "1", "state", "STOPPED", "zone", "Etc/UTC")
                        .body()))
                .contains("Stopped: every call is refused.")
                .doesNotContain("At most");
    }

    @Test
    void what_is_shut_out_is_said_beside_what_is_allowed() {
        var barred = new Barred(Set.of("leaky"), Set.of(), Set.of(), Set.of("acme"));
        var permit = Permit.open("bot", ZoneOffset.UTC).with(barred);
        assertThat(PlainWords.of(Rooms.words().in("en"), permit))
                .contains("Shut out all the same: models leaky; tenants acme, and calls that name none.");
        assertThat(PlainWords.of(Rooms.words().in("zh"), permit)).anyMatch(s -> s.contains("租户 acme，以及未写明租户的调用"));
        assertThat(String.join("", PlainWords.of(Rooms.words().in("en"), Permit.open("bot", ZoneOffset.UTC))))
                .doesNotContain("Shut out");
    }
}
