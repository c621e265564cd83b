package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;

class PlaceTest {
    private static final Place SHANGHAI = Place.of("上海", "31.2304,121.4737");
    private static final Place BEIJING = Place.of("北京", "39.9042，116.4074");

    @Test
    void the_way_from_shanghai_to_beijing_is_1067_kilometres() {
        assertThat(SHANGHAI.kilometresTo(BEIJING)).isCloseTo(1067, Percentage.withPercentage(0.5));
        assertThat(SHANGHAI.kilometresTo(Place.of("Guiyang", ""))).isNull();
        assertThat(Place.ANYWHERE.kilometresTo(SHANGHAI)).isNull();
    }

    @Test
    void a_place_reads_back_as_it_is_shown() {
        assertThat(Place.of("上海", SHANGHAI.coordinates())).isEqualTo(SHANGHAI);
        assertThat(Place.of("Guiyang", " ").coordinates()).isEmpty();
        assertThat(Place.of("", "").anywhere()).isTrue();
        assertThat(Place.of("", "0,0").anywhere()).isFalse();
        assertThat(Place.of("Guiyang", "").anywhere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31.2",
                "31.2,121.4,7",
                "north,east",
                "91,0",
                "0,181",
                "-91,0",
                "1e2,0",
                "NaN,0",
                "31.2;121.4",
                ","
            })
    void what_is_no_pair_of_degrees_is_refused_with_an_example(String coordinates) {
        assertThatThrownBy(() -> Place.of("x", coordinates))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("31.23,121.47");
    }

    @Test
    void half_a_pair_and_no_number_are_refused_too() {
        assertThatThrownBy(() -> new Place("x", 1.0, null)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Place("x", Double.NaN, 0.0)).isInstanceOf(Refusal.class);
    }

    @Property
    void the_way_back_is_as_long_and_never_longer_than_half_around_the_earth(
            @ForAll @DoubleRange(min = -90, max = 90) double lat,
            @ForAll @DoubleRange(min = -180, max = 180) double lon,
            @ForAll @DoubleRange(min = -90, max = 90) double otherLat,
            @ForAll @DoubleRange(min = -180, max = 180) double otherLon) {
        var here = new Place("a", lat, lon);
        var there = new Place("b", otherLat, otherLon);
        assertThat(here.kilometresTo(there))
                .isCloseTo(there.kilometresTo(here), Offset.offset(1e-6))
                .isBetween(0.0, Math.PI * 6371 + 1);
        assertThat(here.kilometresTo(here)).isZero();
    }
}
