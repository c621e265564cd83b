package zhiheng.cases.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Text;
import zhiheng.cases.Procedures;
import zhiheng.packs.PackException;

/** Report forms as data: those that ship, and what is wrong with others. */
class ReportFormsTest {
    private static final List<Path> SHIPPED = List.of(Path.of("../packs/incidents"), Path.of("../packs/procedures"));
    private static final String HEAD = "pack: p\njurisdiction: X\nversion: \"1\"\nsource: s\n"
            + "confidence: {A: {zh: \"甲\", en: \"a\"}}\nforms:\n";

    @TempDir
    Path folder;

    private static Procedures procedures() {
        return Procedures.load(SHIPPED.subList(0, 1), jurisdiction -> null);
    }

    private ReportForms read(String forms) throws Exception {
        var pack = Files.createDirectories(folder.resolve("p"));
        Files.writeString(pack.resolve(ReportForms.FILE), HEAD + forms);
        return ReportForms.load(List.of(folder), procedures());
    }

    private static String form(String procedure, String files, String field) {
        return "  - {id: f, name: {zh: \"表\", en: form}, ref: \"1\", confidence: A, procedure: \"" + procedure
                + "\", kinds: [{id: first, name: {zh: \"首\", en: first}, files: \"" + files + "\"}],\n    fields: ["
                + field + "]}\n";
    }

    private static String field(String more) {
        return "{id: a, name: {zh: \"甲\", en: a}, article: \"1\", confidence: A" + more + "}";
    }

    @Test
    void the_forms_that_ship_have_their_mandatory_fields_and_file_what_their_procedures_take() {
        var forms = ReportForms.load(SHIPPED, procedures());
        assertThat(forms.all())
                .extracting(ReportForm::id)
                .containsExactly("cn-incident-report", "eu-article-73", "oecd-incident");
        assertThat(forms.of("oecd-incident").fields())
                .filteredOn(f -> f.required().contains("submission"))
                .extracting(ReportForm.Field::id)
                .containsExactly("c1", "c2", "c3", "c4", "c7", "c10", "c11");
        assertThat(forms.of("eu-article-73").kind("initial").mayLack()).isTrue();
    }

    @Test
    void a_form_that_files_what_no_procedure_takes_or_asks_what_no_record_holds_is_refused_by_line() {
        assertThatThrownBy(() -> read(form("cn-incident", "captured", field(""))))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("'captured', which is no document of procedure cn-incident");
        assertThatThrownBy(() -> read(form("", "first-report", field("")))).hasMessageContaining("names no procedure");
        assertThatThrownBy(() -> read(form("", "", field(", from: [system.nane]"))))
                .hasMessageContaining("reports.yaml:8")
                .hasMessageContaining("system.name");
        assertThatThrownBy(() -> read(form("", "", field(", required: [first]"))))
                .hasMessageContaining("'why'");
        assertThatThrownBy(() -> read(form("", "", field(", required: [last]"))))
                .hasMessageContaining("no report 'last'");
    }

    @Test
    void what_a_person_typed_stands_over_the_record_and_a_condition_not_met_asks_nothing() throws Exception {
        var form = read(form(
                        "",
                        "",
                        field(", from: [system.name]") + ","
                                + field(", when: {fact: crime, is: true}, required: [first], why: {zh: \"因\", en: w}")
                                        .replace("id: a", "id: b")))
                .of("f");
        var kind = form.kind("first");
        var record = FilledReport.of(form, kind, Map.of(), Map.of(), source -> new Text("系统", "system"));
        assertThat(record.lines().getFirst().value()).isEqualTo(new Text("系统", "system"));
        assertThat(record.lines().getLast().state()).isEqualTo(FilledReport.State.NOT_ASKED);
        var typed = FilledReport.of(form, kind, Map.of(), Map.of("a", "mine"), source -> new Text("系统", "system"));
        assertThat(typed.lines().getFirst().state()).isEqualTo(FilledReport.State.TYPED);
        var crime = FilledReport.of(form, kind, Map.of("crime", true), Map.of(), source -> new Text("", ""));
        assertThat(crime.gaps()).extracting(l -> l.field().id()).containsExactly("b");
    }
}
