package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                        "已准入沙盒（两人决定）",
                        "扩大一级",
                        "已设许可",
                        "全部有答复",
                        "植入泄露",
                        "监测告警",
                        "事件已立案",
                        "已遏制：网关拒绝调用",
                        "已提交首次报告",
                        "已恢复服务，事件结案",
                        "退出报告已出",
                        "用时：",
                        "contain",
                        "detect",
                        "可看：",
                        "/cases/");
        assertThat(Files.exists(folder.resolve("data/ledger"))).isTrue();
        assertThat(run("demo", "--lang", "en", "--library", library, "--data", data))
                .isEqualTo(2);
        assertThat(complained()).contains("--data must be an empty folder");
    }
}
