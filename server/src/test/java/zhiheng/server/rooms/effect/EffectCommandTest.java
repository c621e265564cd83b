package zhiheng.server.rooms.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;

class EffectCommandTest extends CaughtOutput {
    private static final String EXAMPLE = "../examples/payment-days.csv";

    @TempDir
    Path folder;

    private String table(double step) throws Exception {
        var random = new Random(2);
        var text = new StringBuilder("time,value\n");
        for (int i = 0; i < 40; i++) {
            text.append(1990 + i)
                    .append(',')
                    .append(10 + random.nextGaussian() + (i < 20 ? 0 : step))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("years.csv"), text).toString();
    }

    @Test
    void it_says_what_is_shown_in_words_in_json_and_by_its_exit_code() throws Exception {
        assertThat(run("effect", EXAMPLE, "--from", "2024-07", "--lang", "en")).isZero();
        assertThat(said()).contains("A fall: the effect is -10.9075", "placebo:", "promise:");
        assertThat(run("effect", table(0), "--from", "2010", "--lang", "zh")).isEqualTo(1);
        assertThat(said()).contains("看不出变化", "没有对照序列");
        assertThat(run("effect", table(9), "--from", "2010", "--json")).isZero();
        var json = JsonMapper.shared().readTree(said());
        assertThat(json.get("shown").asString()).isEqualTo("ROSE");
        assertThat(json.get("method").asString()).isEqualTo("BEFORE_AND_AFTER");
        assertThat(json.get("low").doubleValue()).isPositive().isLessThan(9);
    }

    @Test
    void a_table_that_cannot_be_judged_ends_with_two_and_what_to_do() throws Exception {
        var latin = Files.write(folder.resolve("latin.csv"), new byte[] {'t', (byte) 0xff});
        assertThat(run("effect", EXAMPLE, "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("Say with --from");
        assertThat(run("effect", EXAMPLE, "--from", "2031-01", "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("goes from 2022-01 to 2025-12");
        assertThat(run("effect", folder.resolve("none.csv"), "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("no such file");
        assertThat(run("effect", latin, "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("no UTF-8 text");
    }
}
