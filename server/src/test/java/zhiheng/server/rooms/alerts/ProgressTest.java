package zhiheng.server.rooms.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void an_alert_goes_these_ways_and_no_others() {
        assertThat(Progress.COURSE.toString()).isEqualTo("""
                        OPEN -- ACKNOWLEDGE --> ACKNOWLEDGED
                        OPEN -- CLOSE --> CLOSED needs reason
                        ACKNOWLEDGED -- CLOSE --> CLOSED needs reason
                        CLOSED -- REOPEN --> OPEN
                        """);
    }
}
