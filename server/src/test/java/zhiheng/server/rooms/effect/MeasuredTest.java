package zhiheng.server.rooms.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;

class MeasuredTest {
    @Test
    void a_table_copied_from_a_spreadsheet_or_with_chinese_names_is_read() {
        var tabs = (Measured.Series)
                Measured.read("time\tvalue\tcontrol\n2026-11\t3\t1\n2026-12\t-4.5\t1\n2027-01\t5\t2\n");
        assertThat(tabs.values()).containsExactly(3, -4.5, 5);
        assertThat(tabs.control()).containsExactly(1, 1, 2);
        assertThat(tabs.at("2027-01")).isEqualTo(2);
        assertThat(((Measured.Series) Measured.read("\uFEFF时间;数值\n2026-Q4;1\n2027-Q1;2\n"))
                        .times()
                        .getLast()
                        .season())
                .isEqualTo(4);
        var units = (Measured.Groups) Measured.read("单位,之前,之后,有措施\n东区,1,2,是\n西区,3,4,否\n");
        assertThat(units.units().treated()).containsExactly(true, false);
        assertThat(units.earlier()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,value;2026-01,1;2026-03,2|Line 3: “2026-03” is not the next after “2026-01”",
                "time,value;2026-01,1;2026-01,2|is not the next after",
                "time,value;2026-13,1|Line 2: the time “2026-13” is none",
                "time,value;2026-01,1;2026-Q2,2|is not the next after",
                "time,value;2026-01,many|“many” in the column value is no number",
                "time,value;2026-01|another number of columns",
                "time,value;2026-01,NaN|is no number",
                "time,value|no rows",
                "when,what;1,2|The first row must name the columns",
                "unit,before,after,treated;a,1,2,perhaps|treated must be yes or no",
                "unit,before,after,treated;a,1,2,yes;a,1,2,no|there twice"
            })
    void what_cannot_be_read_is_named_with_its_line(String table, String told) {
        assertThatThrownBy(() -> Measured.read(table.replace(';', '\n')))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(told);
    }

    @Test
    void an_empty_table_and_a_beginning_outside_it_are_refused() {
        assertThatThrownBy(() -> Measured.read("")).hasMessageContaining("empty");
        var series = (Measured.Series) Measured.read("time,value\n2026,1\n2027,2\n");
        assertThatThrownBy(() -> series.at("2030")).hasMessageContaining("goes from 2026 to 2027");
        assertThatThrownBy(() -> series.at("soon")).isInstanceOf(Refusal.class);
    }

    @Test
    void a_day_after_the_last_of_february_follows_it() {
        assertThat(((Measured.Series) Measured.read("time,value\n2028-02-29,1\n2028-03-01,2\n")).at("2028-03-01"))
                .isEqualTo(1);
    }
}
