package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.SmallPacks;

/** From end to end: what a visitor sees in a minute is also what must hold. */
class DemoTest extends CaughtOutput {
    @TempDir
    Path folder;

    @Test
    void one_system_goes_the_whole_way_and_a_folder_in_use_is_not_touched() throws Exception {
        var library = SmallPacks.in(folder).resolve("library").toString();
        var data = folder.resolve("data").toString();
        assertThat(run("demo", "--lang", "zh", "--library", library, "--data", data))
                .as(complained())
                .isZero();
        assertThat(said())
                .containsSubsequence(
                        "已登记系统",
                        "已设许可",
                        "已准入沙盒（两人决定），条件已写入许可",
                        "扩大一级",
                        "全部有答复",
                        "植入风险：模型开始输出身份证号",
                        "监测告警",
                        "事件已立案",
                        "已遏制（L7，第二人确认，证据已先固定）：网关拒绝调用",
                        "已提交首次报告",
                        "已恢复服务，已总结并设整改义务，事件结案",
                        "退出报告已出",
                        "用时：",
                        "contain",
                        "detect",
                        "可看：",
                        "/cases/",
                        "/incidents/");
        assertThat(Files.exists(folder.resolve("data/ledger"))).isTrue();
        assertThat(run("demo", "--lang", "en", "--library", library, "--data", data))
                .isEqualTo(2);
        assertThat(complained()).contains("--data must be an empty folder");
    }

    @ParameterizedTest
    @CsvSource({
        "deepfake, Unlabelled synthetic media above the limit",
        "discrimination, A group is selected clearly less often",
        "manipulation, More outputs with marks of manipulation"
    })
    void every_other_risk_is_found_by_its_own_monitor_and_contained(String scenario, String title) throws Exception {
        var library = SmallPacks.in(folder).resolve("library").toString();
        assertThat(run("demo", "--lang", "en", "--scenario", scenario, "--library", library))
                .as(complained())
                .isZero();
        assertThat(said())
                .containsSubsequence(
                        "40 calls, all answered",
                        "A risk is planted",
                        "The watch alarms after",
                        title,
                        "The incident is open",
                        "Contained (L7, confirmed by a second person",
                        "the incident is closed",
                        "The exit report is written",
                        "alert to the first refused call");
    }

    @Test
    void a_scenario_that_is_none_is_refused_with_those_there_are() {
        assertThat(run("demo", "--lang", "zh", "--scenario", "flood")).isEqualTo(2);
        assertThat(complained()).contains("leak、deepfake、discrimination 或 manipulation");
    }
}
