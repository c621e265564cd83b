package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.SmallPacks;

class PacksLintTest extends CaughtOutput {
    @TempDir
    Path folder;

    @Test
    void a_file_of_procedures_is_checked_before_it_is_installed_and_each_fault_has_its_line() throws Exception {
        var packs = SmallPacks.in(folder);
        var library = packs.resolve("library").toString();
        var good = packs.resolve("incidents/cn-incident-grades/procedures.yaml");
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", good.toString()))
                .as(complained())
                .isZero();
        assertThat(said()).contains("cn-incident  nothing wrong");

        var bad = Files.writeString(
                folder.resolve("procedures.yaml"),
                Files.readString(good)
                        .replace("to: contained, by: [commander, watch]", "to: response, by: [commander]"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", bad.toString()))
                .isEqualTo(1);
        assertThat(said())
                .contains("stage 'contained' is never reached", "deadlock: from stage 'response'", "procedures.yaml:");
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", "nowhere.yaml"))
                .isNotZero();
        assertThat(complained()).contains("There is no file nowhere.yaml");
    }

    @Test
    void criteria_of_a_sandbox_are_checked_by_line_and_against_their_procedure() throws Exception {
        var packs = SmallPacks.in(folder);
        var library = packs.resolve("library").toString();
        var shipped = Path.of("../packs/procedures/authority-template");
        var pack = Files.createDirectories(folder.resolve("new-pack"));
        Files.copy(shipped.resolve("procedures.yaml"), pack.resolve("procedures.yaml"));
        var text = Files.readString(shipped.resolve("criteria.yaml"));
        var file = Files.writeString(pack.resolve("criteria.yaml"), text);
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", pack.toString()))
                .as(said() + complained())
                .isZero();
        assertThat(said()).contains("template-sandbox  nothing wrong");

        Files.writeString(file, text.replaceFirst("group: ethics", "group: ethiks"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", file.toString()))
                .isEqualTo(1);
        assertThat(said()).containsPattern("criteria.yaml:[0-9]+.*(\\n.*)*ethiks");

        Files.writeString(
                file,
                text.replaceFirst("stage: step-[0-9]+", "stage: step-7").replace("item: application", "item: plea"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", file.toString()))
                .isEqualTo(1);
        assertThat(said())
                .containsPattern("criteria.yaml:[0-9]+.*has no stage 'step-7'")
                .containsPattern("criteria.yaml:[0-9]+.*has no document 'plea'; its documents are .*application");

        Files.writeString(
                file,
                text.replace("tier: [high, high-impact, prohibited]", "tier: [hihg]")
                        .replaceFirst("months: [0-9]+\n", "months: 1\n")
                        .replace("users: 1000, ", "users: 10, ")
                        .replaceFirst("inspected: [0-9.]+", "inspected: 0.9"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", file.toString()))
                .isEqualTo(1);
        assertThat(said())
                .containsPattern("criteria.yaml:[0-9]+.*no pack has the tier hihg; there are ")
                .containsPattern("criteria.yaml:[0-9]+.*10 users are no more than the 100 of the step before")
                .containsPattern("criteria.yaml:[0-9]+.*narrows nothing: the terms start with 0.9 of the answers");

        Files.delete(pack.resolve("procedures.yaml"));
        Files.writeString(file, text.replace("procedure: template-sandbox", "procedure: nobodys"));
        assertThat(run("packs", "--library", library, "--lang", "en", "lint", file.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("no pack has the procedure 'nobodys'");
    }

    @Test
    void policies_that_ship_are_right_and_a_grant_without_its_measure_is_told() throws Exception {
        var policies = Path.of("../packs/policies");
        assertThat(run("packs", "--lang", "en", "--library", "../packs/library", "lint", policies.toString()))
                .as(said() + complained())
                .isZero();
        assertThat(said()).contains("cn-private-economy  nothing wrong");
        var copy = Files.createDirectories(folder.resolve("policies"));
        try (var files = Files.walk(policies)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(policies.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        var measures = copy.resolve("example-city-vouchers/measures.yaml");
        Files.writeString(measures, Files.readString(measures).replaceFirst("\\n  steps:", "\n  stepps:"));
        assertThat(run("packs", "--lang", "en", "--library", "../packs/library", "lint", copy.toString()))
                .isEqualTo(1);
        assertThat(said()).containsPattern("measures.yaml:[0-9]+").contains("stepps");
        Files.writeString(measures, "[]\n");
        assertThat(run("packs", "--lang", "en", "--library", "../packs/library", "lint", copy.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("has no measure");
    }

    @Test
    void the_packs_that_ship_pass_with_their_criteria_and_the_policies_beside_them_each_once() {
        assertThat(run("packs", "--lang", "en", "--library", "../packs/library", "test"))
                .as(said() + complained())
                .isZero();
        assertThat(said())
                .containsPattern("[0-9]+ sets of criteria, all checked")
                .containsPattern("[0-9]+ packs of policies, measures checked")
                .containsOnlyOnce("policies:");
    }
}
