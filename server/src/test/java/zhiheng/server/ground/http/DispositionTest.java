package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DispositionTest {
    @Test
    void a_name_in_any_script_comes_through_and_breaks_no_header() {
        assertThat(Disposition.attachment("报告 1.pdf"))
                .isEqualTo("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.pdf");
        assertThat(Disposition.attachment("a\"\r\nX: y*'.txt"))
                .isEqualTo("attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y%2A%27.txt");
    }
}
