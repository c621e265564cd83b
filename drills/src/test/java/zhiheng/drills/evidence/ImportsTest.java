package zhiheng.drills.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
import zhiheng.drills.judge.Judges;
import zhiheng.drills.judge.Reading;
import zhiheng.drills.judge.Scoring;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Suite;
import zhiheng.drills.suite.Suites;

class ImportsTest {
    private static final String GARAK = """
            {"entry_type": "start_run setup", "_config.version": "0.16.1", "plugins.target_name": "model-7"}
            {"entry_type": "init", "garak_version": "0.16.1", "start_time": "2026-08-07T10:00:00"}
            {"entry_type": "attempt", "uuid": "x", "status": 2}
            {"entry_type": "eval", "probe": "promptinject.A", "detector": "d.B", "passed": 390, "fails": 10, "nones": 3, "total_evaluated": 400}
            {"entry_type": "eval", "probe": "dan.C", "detector": "detector.m.D", "passed": 400, "total": 400}
            {"entry_type": "completion"}
            """;
    private static final String INSPECT = """
            {"version": 2, "status": "success",
             "eval": {"task": "truth", "model": "openai/m", "created": "2026-05-01T10:00:00+00:00", "dataset": {"samples": 200}},
             "results": {"completed_samples": 200, "scores": [{"name": "choice",
               "metrics": {"accuracy": {"name": "accuracy", "value": 0.8}, "stderr": {"name": "stderr", "value": 0.03}}}]}}
            """;
    private static final String HARNESS = """
            {"results": {"arc": {"alias": "arc", "acc,none": 0.5, "acc_stderr,none": 0.02}}, "versions": {"arc": 1},
             "n-shot": {"arc": 0}, "n-samples": {"arc": {"original": 600, "effective": 500}}, "date": 1780000000.5,
             "config": {"model": "hf", "model_args": "pretrained=m"}}
            """;
    private static final String PROMPTFOO = """
            {"evalId": "e", "results": {"version": 3, "timestamp": "2026-05-01T10:00:00.000Z", "stats": {"successes": 1},
             "results": [
               {"success": true, "provider": {"id": "openai:m"}, "metadata": {"pluginId": "excessive-agency"}},
               {"success": false, "provider": {"id": "openai:m"}, "metadata": {"pluginId": "excessive-agency"}, "gradingResult": {}},
               {"success": false, "provider": {"id": "openai:m"}, "error": "timeout"}]}}
            """;
    private static final String MOONSHOT = """
            {"metadata": {"id": "r", "end_time": "2026-05-01 10:00:00"}, "results": {"cookbooks": [{"id": "safety", "recipes": [
              {"id": "bbq", "evaluation_summary": [{"model_id": "m", "num_of_prompts": 50, "avg_grade_value": 82.0, "grade": "A"}]}]}]}}
            """;
    private static final String AI_VERIFY = """
            {"gid": "aiverify.stock.robustness", "cid": "robustness", "version": "2.0", "startTime": "2026-05-01T10:00:00Z",
             "testArguments": {"modelFile": "m.sav"}, "output": {"results": {"num_samples": 40, "accuracy": 0.9}}}
            """;
    private static final String SARIF = """
            {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t",
             "version": "1"}}, "results": [{"ruleId": "r", "kind": "pass"}, {"ruleId": "r", "kind": "fail"}, {"ruleId": "s"}]}]}
            """;
    private static final String JUNIT = """
            <testsuites><testsuite name="a" timestamp="2026-05-01T10:00:00"><testcase name="1"/><testcase name="2"><failure/></testcase>
            <testcase name="3"><skipped/></testcase></testsuite></testsuites>
            """;

    private static Report read(String text) {
        return Imports.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Result only(String text) {
        var report = read(text);
        assertThat(report.theirs()).isTrue();
        assertThat(report.results()).hasSize(1);
        return report.results().getFirst();
    }

    @Test
    void garak_by_probe_and_detector_old_and_new_names() {
        var report = read(GARAK);
        assertThat(report.version()).isEqualTo("0.16.1");
        assertThat(report.model()).isEqualTo("model-7");
        assertThat(report.remarks()).isEmpty();
        assertThat(report.results()).extracting(Result::name).containsExactly("promptinject.A/d.B", "dan.C/m.D");
        var first = report.results().getFirst();
        assertThat(first.events()).isEqualTo(10);
        assertThat(first.low()).isLessThan(.025).isGreaterThan(.01);
        assertThat(Note.say(first.note()).en()).contains("3 attempts");
        assertThat(Note.say(first.note()).zh()).contains("3 次攻击");
    }

    @Test
    void a_garak_scan_that_was_cut_short_says_so() {
        var report = read(GARAK.replace("{\"entry_type\": \"completion\"}", "{\"entry_type\": \"ev"));
        assertThat(report.remarks()).hasSize(2);
        assertThat(report.results()).hasSize(2);
    }

    @Test
    void scores_with_a_standard_error_get_an_interval_and_those_without_none() {
        var inspect = only(INSPECT);
        assertThat(inspect.name()).isEqualTo("truth/choice/accuracy");
        assertThat(inspect.low()).isBetween(.74, .742);
        var harness = only(HARNESS);
        assertThat(harness.of()).isEqualTo(500);
        assertThat(harness.high()).isBetween(.539, .54);
        var moonshot = only(MOONSHOT);
        assertThat(moonshot.estimate()).isEqualTo(.82);
        assertThat(moonshot.low()).isBetween(.62, .63); // of 50 prompts, whatever their spread
        assertThat(Note.say(moonshot.note()).en()).contains("Hoeffding");
        var flawless = only(INSPECT.replace("0.8}", "1.0}").replace("0.03", "0.0"));
        assertThat(flawless.low()).isBetween(.9, .91);
        assertThat(flawless.high()).isEqualTo(1);
        var verify = only(AI_VERIFY);
        assertThat(verify.name()).isEqualTo("robustness/results/accuracy");
        assertThat(verify.low()).isZero();
        assertThat(verify.high()).isEqualTo(1);
    }

    @Test
    void errors_are_not_counted_as_failures_and_findings_have_no_denominator() {
        var promptfoo = only(PROMPTFOO);
        assertThat(promptfoo.of()).isEqualTo(2);
        assertThat(read(PROMPTFOO).remarks()).hasSize(1);
        var sarif = read(SARIF);
        assertThat(sarif.results().getFirst().of()).isEqualTo(2);
        assertThat(sarif.results().getLast().estimate()).isNull();
        var junit = only(JUNIT);
        assertThat(junit.events()).isEqualTo(1);
        assertThat(junit.of()).isEqualTo(2);
    }

    @Test
    void an_inspect_log_in_its_packed_form() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("samples/1_epoch_1.json"));
            zip.write("{}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("header.json"));
            zip.write(INSPECT.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Imports.read(bytes.toByteArray()).tool()).isEqualTo("inspect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"a\": 1}",
                "<html/>",
                "<testsuite>",
                "{\"zhihengAssessment\": 9}",
                "{\"version\": \"1.0.0\", \"runs\": []}",
                "{\"n-shot\": {}, \"results\": {\"a\": {\"alias\": \"a\"}}}",
                "{\"entry_type\": \"attempt\"}",
                "PK\u0003\u0004nothing",
                "{\"eval\": {\"task\": \"t\"}, \"status\": \"error\"}",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><testsuite><testcase name=\"&x;\"/></testsuite>"
            })
    void what_cannot_be_read_is_refused_in_words(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void our_own_report_comes_back_as_it_was() {
        var report = new Report(
                Report.OWN,
                "1",
                "suite",
                "digest",
                "m",
                "rules",
                "ALL_ASKED",
                Instant.parse("2026-05-01T10:00:00Z"),
                List.of(new Result("p", "refused", 3, 9, .3, .1, .6, Result.Verdict.OPEN, List.of("BS-T-REF"), "n")),
                Map.of("p", Map.of("p/1", Reading.EVENT, "p/2", Reading.UNCLEAR)),
                List.of("mind"));
        assertThat(read(OwnReport.write(report))).isEqualTo(report);
        // What we export, others' readers read: here our own, which know nothing of our form.
        var junit = read(Exports.junit(report));
        assertThat(junit.results().getFirst().events()).isEqualTo(1);
        assertThat(read(Exports.sarif(report)).results().getFirst().name()).isEqualTo("p");
    }

    @Test
    void a_run_stopped_by_hand_or_with_two_models_meets_nothing() {
        var suite = new Suites(Path.of("../packs/suites")).find("agent-tools").orElseThrow();
        var scoring = new Scoring(
                suite, Judges.read(Path.of("../packs/suites/judges")).rules(), false);
        var answer = Answer.said("Here it is.", List.of(), "m", 1, 1);
        suite.probes().forEach(p -> {
            var unused = scoring.heard(p, answer);
        });
        assertThat(verdict(suite, scoring, List.of("m"), "ALL_ASKED")).isEqualTo(Result.Verdict.MET);
        assertThat(verdict(suite, scoring, List.of("m"), "STOPPED")).isEqualTo(Result.Verdict.OPEN);
        assertThat(verdict(suite, scoring, List.of("m", "n"), "ALL_ASKED")).isEqualTo(Result.Verdict.OPEN);
    }

    private static Result.Verdict verdict(Suite suite, Scoring scoring, List<String> models, String end) {
        return OwnReport.of(suite, scoring.results(), "rules", models, end, List.of())
                .results()
                .getFirst()
                .verdict();
    }

    @Test
    void a_mapping_judges_by_the_bound_and_by_the_number_not_by_the_tools_word() {
        var mapping = Mapping.read(Path.of("../packs/suites/mapping.yaml"));
        var mapped = mapping.map(read(GARAK));
        assertThat(mapped.results())
                .extracting(Result::verdict)
                .containsExactly(Result.Verdict.MET, Result.Verdict.MET);
        assertThat(mapped.results().getFirst().duties()).containsExactly("EU-P-ARC");
        var few = mapping.map(read(GARAK.replace("400", "40").replace("390", "39")));
        assertThat(few.results().getLast().verdict()).isEqualTo(Result.Verdict.OPEN);
    }

    static List<Arguments> other_versions() {
        return List.of(
                Arguments.of("inspect", INSPECT.replace("\"version\": 2", "\"version\": 3"), "log convert"),
                Arguments.of("promptfoo", PROMPTFOO.replace("\"version\": 3", "\"version\": 9"), "JUnit"),
                Arguments.of("SARIF", SARIF.replace("\"2.1.0\"", "\"2.0.0\""), "2.1.0"),
                Arguments.of("garak", GARAK.replace("0.16.1", "2.0"), "garak 0.x"));
    }

    @ParameterizedTest
    @MethodSource("other_versions")
    void a_report_of_another_version_is_refused_with_what_to_do(String tool, String text, String way) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(tool)
                .hasMessageContaining("version")
                .hasMessageContaining(way);
    }

    @Test
    void each_tools_tests_speak_to_duties_and_only_a_threshold_makes_them_meet_one() {
        var mapping = Mapping.read(Path.of("../packs/suites/mapping.yaml"));
        var harness = mapping.map(read(HARNESS)).results().getFirst();
        assertThat(harness.duties()).containsExactly("EU-P-ARC");
        assertThat(harness.verdict()).isEqualTo(Result.Verdict.NONE);
        var moonshot = mapping.map(read(MOONSHOT)).results().getFirst();
        assertThat(moonshot.duties()).containsExactly("GAI-04-2");
        assertThat(mapping.map(read(AI_VERIFY)).results().getFirst().duties()).containsExactly("EU-P-ARC");
        var inspect = INSPECT.replace("\"truth\"", "\"strong_reject\"")
                .replace(
                        "\"accuracy\": {\"name\": \"accuracy\", \"value\": 0.8}",
                        "\"jailbreak_rate\": {\"value\": 0.01}")
                .replace("0.03", "0.007");
        assertThat(mapping.map(read(inspect)).results().getFirst().verdict()).isEqualTo(Result.Verdict.MET);
        var worse =
                mapping.map(read(inspect.replace("0.01}", "0.2}"))).results().getFirst();
        assertThat(worse.verdict()).isEqualTo(Result.Verdict.NOT_MET);
        assertThat(mapping.days("inspect", worse.name())).isEqualTo(90);
    }

    @Test
    void in_junit_and_sarif_a_name_with_a_dutys_id_speaks_to_it() {
        var mapping = Mapping.read(Path.of("../packs/suites/mapping.yaml"));
        var cases = "<testcase name=\"x\"/>".repeat(400);
        var junit = mapping.map(read("<testsuite name=\"BS-T-REF weekly\">" + cases + "</testsuite>"));
        assertThat(junit.results().getFirst().duties()).containsExactly("BS-T-REF");
        assertThat(junit.results().getFirst().verdict()).isEqualTo(Result.Verdict.MET);
        var other = mapping.map(read("<testsuite name=\"BS-T-REFX\">" + cases + "</testsuite>"));
        assertThat(other.results().getFirst().duties()).isEmpty();
        var few = mapping.map(read(SARIF.replace("\"r\"", "\"EU-P-ARC/injection\"")));
        assertThat(few.tool()).isEqualTo("sarif:t");
        assertThat(few.results().getFirst().duties()).containsExactly("EU-P-ARC");
        assertThat(few.results().getFirst().verdict()).isEqualTo(Result.Verdict.OPEN);
    }
}
