package zhiheng.office.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OccupationsTest {
    @Test
    void ten_major_and_forty_three_sub_major_groups_each_have_titles_in_both_languages() {
        var groups = Occupations.groups();
        assertThat(groups.keySet().stream().filter(code -> code.length() == 1)).hasSize(10);
        assertThat(groups.keySet().stream().filter(code -> code.length() == 2)).hasSize(43);
        assertThat(groups).allSatisfy((code, title) -> {
            assertThat(groups).containsKey(code.substring(0, 1));
            assertThat(title.zh()).isNotBlank();
            assertThat(title.en()).matches("[A-Z][a-z, -]+");
        });
        assertThat(groups.values().stream().map(t -> t.en()).distinct()).hasSize(53);
    }

    @Test
    void a_finer_code_belongs_to_the_group_of_its_first_two_digits() {
        assertThat(Occupations.known("4132")).isTrue();
        assertThat(String.valueOf(Occupations.title("4132"))).contains("General and keyboard clerks");
        assertThat(Occupations.known("4")).isFalse();
        assertThat(Occupations.known("9999")).isFalse();
        assertThat(Occupations.known("41320")).isFalse();
        assertThat(Occupations.title("")).isNull();
    }
}
