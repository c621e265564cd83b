package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

/** What is exported comes back: first as a plan that writes nothing, then as changes. */
class ImportTest {
    private static final Pattern PLAN = Pattern.compile("name=\"plan\" value=\"([^\"]*)\"");

    @TempDir
    Path folder;

    private OfficeServer office;
    private Person li;
    private Surfer surfer;
    private String system;

    @BeforeEach
    void start() throws Exception {
        office = new OfficeServer(folder);
        var acme = office.server
                .office()
                .orgs()
                .create(office.boss.actor(), Org.Kind.PROVIDER, "Acme")
                .id();
        li = office.server
                .identity()
                .createPerson(
                        office.boss.actor(),
                        acme,
                        "weili",
                        "Li Wei",
                        Role.PROVIDER,
                        OfficeServer.PASSWORD.toCharArray());
        system = office.server
                .office()
                .registry()
                .register(li.actor(), acme, "Hiring", "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
        surfer = new Surfer(office.address(), "en");
        surfer.signIn("weili", OfficeServer.PASSWORD);
        surfer.open("/duties/import");
    }

    @AfterEach
    void stop() {
        office.close();
    }

    private DutyState state(String duty) {
        var today = office.server.office().today();
        return office.server.office().dossiers().of(li.actor(), system, today).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    private String line(String duty, String rest) {
        return "/systems/" + system + "/duties/" + duty + "," + rest + "\r\n";
    }

    private HttpResponse<String> csv(String text) throws Exception {
        return surfer.upload("/duties/import", "d.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> apply(HttpResponse<String> plan) throws Exception {
        var found = PLAN.matcher(plan.body());
        assertThat(found.find()).as(plan.body()).isTrue();
        return surfer.send(
                "/duties/import/apply",
                "plan",
                found.group(1).replace("&quot;", "\"").replace("&#34;", "\""));
    }

    @Test
    void a_dry_run_shows_each_change_and_each_refused_line_and_writes_nothing() throws Exception {
        var page = csv("Address,State,Owner,Person\r\n"
                + line("T-SOFT", "进行中,Legal,weili")
                + line("T-FIRM", "Met,,")
                + line("T-NONE", "Planned,,")
                + line("T-SOFT", "Planned,,")
                + "/elsewhere,Planned,,\r\n"
                + line("T-FIRM", "Wonderful,,"));
        assertThat(page.body())
                .contains("In progress", "Li Wei Legal", "Make 1 change")
                .contains("at least one piece of evidence", "State (B)")
                .contains("The system has no such duty", "The same duty as in line 2")
                .contains("It is no address of a duty", "Address (A)")
                .contains("The same duty as in line 3");
        assertThat(state("T-SOFT")).isEqualTo(DutyState.NOT_ASSESSED);
        assertThat(apply(page).body()).contains("1 duty changed");
        assertThat(state("T-SOFT")).isEqualTo(DutyState.IN_PROGRESS);
        assertThat(surfer.open("/duties?who=me").body()).contains("T-SOFT");
    }

    @Test
    void what_is_exported_changes_nothing_and_edited_in_a_spreadsheet_changes_what_was_edited() throws Exception {
        var csv = surfer.open("/duties.csv?show=open").body();
        assertThat(csv(csv).body()).contains("The file changes nothing");
        try (var book = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            var sheet = book.createSheet();
            var head = sheet.createRow(0);
            head.createCell(0).setCellValue("状态");
            head.createCell(1).setCellValue("地址");
            head.createCell(2).setCellValue("负责人");
            var one = sheet.createRow(1);
            one.createCell(0).setCellValue("有差距");
            one.createCell(1).setCellValue("https://zhiheng.example/systems/" + system + "/duties/T-SOFT");
            var two = sheet.createRow(2);
            two.createCell(1).setCellValue("/systems/" + system + "/duties/T-FIRM");
            two.createCell(2).setCellFormula("HYPERLINK(\"https://elsewhere.example\",\"x\")");
            book.write(out);
            var page = surfer.upload("/duties/import", "d.xlsx", out.toByteArray());
            assertThat(page.body())
                    .contains("It holds a formula", "(C)", "Make 1 change")
                    .doesNotContain("elsewhere");
            apply(page);
        }
        assertThat(state("T-SOFT")).isEqualTo(DutyState.GAP);
        assertThat(state("T-FIRM")).isEqualTo(DutyState.NOT_ASSESSED);
    }

    @Test
    void of_what_somebody_else_changed_meanwhile_nothing_is_overwritten() throws Exception {
        var page = csv("Address,State\r\n" + line("T-SOFT", "Gap") + line("T-FIRM", "Planned"));
        office.server.office().duties().set(li.actor(), system, "T-SOFT", DutyState.IN_PROGRESS, "HR", null, "", 0);
        var done = apply(page);
        assertThat(done.statusCode()).isEqualTo(409);
        assertThat(done.body()).contains("1 changed, 1 not", "Somebody changed this duty");
        assertThat(state("T-SOFT")).isEqualTo(DutyState.IN_PROGRESS);
        assertThat(state("T-FIRM")).isEqualTo(DutyState.PLANNED);
    }

    @Test
    void a_file_that_is_none_or_too_large_is_refused_at_its_field() throws Exception {
        assertThat(csv("").body()).contains("The file is empty");
        assertThat(csv("a,b\r\n1,2\r\n").body()).contains("needs a column", "id=\"file-error\"");
        var broken =
                surfer.upload("/duties/import", "d.xlsx", "PK\3\4 and then nothing".getBytes(StandardCharsets.UTF_8));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("The file cannot be read");
        var long1 = csv("Address,State\r\n" + line("T-SOFT", "Gap").repeat(5_001));
        assertThat(long1.body()).contains("5000 lines at most");
    }
}
