package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteTest {
    @Test
    void an_address_of_version_6_counts_with_its_neighbours() {
        assertThat(Site.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Site.of("2001:db8:1:2::9"));
        assertThat(Site.of("2001:db8:1:2::9")).isNotEqualTo(Site.of("2001:db8:1:3::9"));
        assertThat(Site.of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Site.of("::1")).isEqualTo("::1");
    }

    @Test
    void what_is_no_address_stands_for_itself() {
        assertThat(Site.of("")).isEmpty();
        assertThat(Site.of("a:b")).isEqualTo("a:b");
    }
}
