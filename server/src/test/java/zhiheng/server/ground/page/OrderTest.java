package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;

class OrderTest {
    private static final List<String> KEYS = List.of("due", "name");

    @Test
    void an_address_that_names_no_order_has_the_usual_one() {
        assertThat(Order.of(null, KEYS)).isEqualTo(Order.of("", KEYS)).isEqualTo(new Order("due", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"due", "-due", "name", "-name"})
    void an_order_is_named_as_it_was_read(String named) {
        assertThat(Order.of(named, KEYS).named()).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Due", "--due", "-", "due;DROP TABLE act", " due", "tier"})
    void what_is_no_order_is_refused_and_those_there_are_are_named(String named) {
        assertThatThrownBy(() -> Order.of(named, KEYS))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.text().en()).contains("due, name").doesNotContain("DROP"));
    }

    @ParameterizedTest
    @CsvSource({
        "due, due, true, ascending, /t?sort=-due",
        "-due, due, true, descending, /t?sort=due",
        "due, due, false, descending, /t?sort=-due",
        "-due, due, false, ascending, /t?sort=due",
        "due, name, true, '', /t?sort=name",
        "-due, name, false, '', /t?sort=name"
    })
    void a_head_says_the_way_and_leads_to_its_turn(String now, String key, boolean rises, String way, String href) {
        var column = Order.of(now, KEYS).column("Title", key, rises, "/t");
        assertThat(column.way()).isEqualTo(way);
        assertThat(column.href()).isEqualTo(href);
    }

    @ParameterizedTest
    @CsvSource({"/t?a=b, /t?a=b&sort=name", "/t?a=b&, /t?a=b&sort=name", "/t?, /t?sort=name"})
    void a_head_keeps_the_filters_of_the_address(String address, String href) {
        assertThat(new Order("due", false)
                        .column("Title", "name", true, address)
                        .href())
                .isEqualTo(href);
    }
}
