package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final List<String> KEYS = List.of("day", "law", "owner");

    @Test
    void only_keys_of_columns_are_put_away() {
        var columns = Columns.of("owner,nonsense,law", KEYS);
        assertThat(columns.named()).isEqualTo("law,owner");
        assertThat(columns.shows("day")).isTrue();
        assertThat(columns.shows("law")).isFalse();
        assertThat(Columns.of("", KEYS).hidden()).isEmpty();
    }

    @Test
    void a_switch_leads_to_the_same_table_with_one_column_more_or_less() {
        var switches =
                Columns.of("law", KEYS).switches(KEYS, List.of("Day", "Law", "Owner"), c -> "?hide=" + c.named());
        assertThat(switches)
                .containsExactly(
                        new Columns.Switch("Day", "?hide=day,law", true),
                        new Columns.Switch("Law", "?hide=", false),
                        new Columns.Switch("Owner", "?hide=law,owner", true));
    }
}
