package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.page.Cells;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Order;

class DutyFilterTest {
    private static final Actor WHO = new Actor("p", "org", Role.PROVIDER);
    private static final LegalDays TODAY = LegalDays.on(LocalDate.of(2026, 11, 29));

    private static DutyFilter showing(String show) {
        return DutyFilter.of(Map.of("show", show)::get);
    }

    @Test
    void without_a_word_what_is_open_is_shown() {
        var query = DutyFilter.of(key -> null).query(WHO, TODAY, null, 10);
        assertThat(query.pending()).isTrue();
        assertThat(query.state()).isNull();
        assertThat(query.dueBefore()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"overdue,2026-11-29", "week,2026-12-07"})
    void what_is_pressing_ends_before_a_day(String show, LocalDate before) {
        assertThat(showing(show).query(WHO, TODAY, null, 10).dueBefore()).isEqualTo(LegalDays.on(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"met", "exempted", "not_applicable"})
    void what_is_settled_is_not_pending(String show) {
        var query = showing(show).query(WHO, TODAY, null, 10);
        assertThat(query.pending()).isFalse();
        assertThat(query.state()).isEqualTo(DutyState.valueOf(show.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void a_word_that_is_no_filter_finds_nothing_rather_than_everything() {
        assertThat(showing("evrything").query(WHO, TODAY, null, 10).dueBefore())
                .isEqualTo(LegalDays.on(LocalDate.EPOCH));
    }

    @Test
    void a_page_shows_law_unless_asked_and_rest_shows_all() {
        assertThat(forced(DutyFilter.of(key -> null))).isTrue();
        assertThat(forced(DutyFilter.ofRest(key -> null))).isNull();
        assertThat(forced(DutyFilter.of(Map.of("force", "guidance")::get))).isFalse();
        assertThat(forced(DutyFilter.of(Map.of("force", "all")::get))).isNull();
        assertThat(DutyFilter.of(Map.of("force", "laws")::get)
                        .query(WHO, TODAY, null, 10)
                        .dueBefore())
                .isEqualTo(LegalDays.on(LocalDate.EPOCH));
    }

    private static @Nullable Boolean forced(DutyFilter filter) {
        return filter.query(WHO, TODAY, null, 10).law();
    }

    @Property(tries = 200)
    void a_filter_that_is_written_into_an_address_is_read_back(
            @ForAll @StringLength(max = 20) String owner,
            @ForAll @StringLength(max = 20) String law,
            @ForAll boolean turned,
            @ForAll @IntRange(max = 2) int force) {
        var columns = Columns.of("law,owner", DutyFilter.COLUMNS);
        var order = new Order(turned ? "owner" : "due", turned);
        var filter = new DutyFilter(
                "week",
                DutyFilter.FORCES.get(force),
                whole(law),
                "",
                whole(owner),
                "",
                DutyFilter.ME,
                order,
                columns,
                "d1");
        var read = new HashMap<String, String>();
        for (var part : filter.address().substring(1).split("&")) {
            int cut = part.indexOf('=');
            read.put(part.substring(0, cut), URLDecoder.decode(part.substring(cut + 1), StandardCharsets.UTF_8));
        }
        assertThat(DutyFilter.of(read::get)).isEqualTo(filter);
        assertThat(URI.create("/duties" + filter.address()).getPath()).isEqualTo("/duties");
    }

    /** Text as a form sends it: without halves of characters and without blanks at its ends. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource({"=1+1,'''=1+1'", "+49,'''+49'", "-5,'''-5'", "@x,'''@x'", "Chat,Chat", "'',''", "a=b,a=b"})
    void a_cell_that_a_spreadsheet_would_calculate_is_made_text(String cell, String written) {
        assertThat(Cells.harmless(cell)).isEqualTo(written);
    }
}
