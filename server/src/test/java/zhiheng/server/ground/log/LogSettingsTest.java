package zhiheng.server.ground.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    @Test
    void nothing_set_means_plain_lines_of_information_and_above() {
        var settings = LogSettings.of(Map.of());
        assertThat(settings).isEqualTo(new LogSettings(false, System.Logger.Level.INFO, ""));
        assertThat(settings.of("zhiheng.server.Config")).isEqualTo(System.Logger.Level.INFO);
    }

    @Test
    void libraries_speak_only_of_trouble_unless_debugging_is_asked_for() {
        assertThat(LogSettings.of(Map.of()).of("com.zaxxer.hikari")).isEqualTo(System.Logger.Level.WARNING);
        assertThat(LogSettings.of(Map.of("ZHIHENG_LOG_LEVEL", "debug")).of("com.zaxxer.hikari"))
                .isEqualTo(System.Logger.Level.INFO);
        assertThat(LogSettings.of(Map.of("ZHIHENG_LOG_LEVEL", "debug")).of("zhiheng.gateway"))
                .isEqualTo(System.Logger.Level.DEBUG);
    }

    @Test
    void a_level_above_warning_silences_libraries_too() {
        assertThat(LogSettings.of(Map.of("ZHIHENG_LOG_LEVEL", "ERROR")).of("io.netty"))
                .isEqualTo(System.Logger.Level.ERROR);
        assertThat(LogSettings.of(Map.of("ZHIHENG_LOG_LEVEL", "off")).of("io.netty"))
                .isEqualTo(System.Logger.Level.OFF);
    }

    @Test
    void a_name_that_only_begins_like_ours_is_a_library() {
        assertThat(LogSettings.of(Map.of()).of("zhihengish.tool")).isEqualTo(System.Logger.Level.WARNING);
    }

    @Test
    void a_wrong_value_is_said_and_counts_as_unset() {
        var settings = LogSettings.of(Map.of("ZHIHENG_LOG", "xml", "ZHIHENG_LOG_LEVEL", "loud"));
        assertThat(settings.json()).isFalse();
        assertThat(settings.level()).isEqualTo(System.Logger.Level.INFO);
        assertThat(settings.wrong()).contains("ZHIHENG_LOG is", "ZHIHENG_LOG_LEVEL is");
    }
}
