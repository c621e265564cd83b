package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

class LabelJsonTest {
    static final String CODE = "001191110102MACQD9K64010000";
    static final ContentLabel LABEL = ContentLabel.of(Certainty.IS, CODE, "8f14e45f-ceea-467f-9c5a-5f2d6b1c0a11");

    private static LabelJson.Parsed read(String text) {
        return LabelJson.read(text).orElseThrow();
    }

    @Test
    void a_label_is_written_in_the_order_of_annex_e() {
        assertThat(ContentLabel.of(Certainty.IS, "P", "1").wrappedJson())
                .isEqualTo(
                        "{\"AIGC\":{\"Label\":\"1\",\"ContentProducer\":\"P\",\"ProduceID\":\"1\",\"ReservedCode1\":\"\","
                                + "\"ContentPropagator\":\"P\",\"PropagateID\":\"1\",\"ReservedCode2\":\"\"}}");
    }

    @Test
    void a_written_label_reads_back_without_deviation() {
        ContentLabel signed = LABEL.withReservedCode1("{\"SecurityData\":{\"Type\":\"TC260PG\"}}");
        assertThat(read(signed.json()))
                .isEqualTo(new LabelJson.Parsed(signed, java.util.EnumSet.noneOf(Deviation.class)));
        assertThat(read(signed.wrappedJson()).deviations()).containsExactly(Deviation.WRAPPED);
    }

    @Test
    void deviations_seen_in_the_wild_are_read_and_named() {
        String good = LABEL.json();
        assertThat(read(good.replace("\"1\"", "1")).deviations()).containsExactly(Deviation.NUMERIC_LABEL);
        assertThat(read(good.replace("\"1\"", "\"AIGC\"")).deviations()).containsExactly(Deviation.LABEL_VALUE);
        assertThat(read(good.replace("ContentProducer", "contentProducer")).deviations())
                .containsExactly(Deviation.KEY_CASE);
        assertThat(read(good.replace("ReservedCode1", "ReserveCode1").replace("PropagateID", "PropagatorID"))
                        .deviations())
                .containsExactly(Deviation.KEY_SPELLING);
        assertThat(read("AIGC" + good + "trailing").deviations()).containsExactly(Deviation.GLUED_SEGMENT);
        assertThat(read("{\"ServiceProvider\":\"Yuanbao\",\"ServiceUser\":\"u\",\"Time\":\"t\",\"ContentId\":\"9\"}")
                        .deviations())
                .contains(Deviation.OTHER_SCHEMA);
        assertThat(read(Base64.getUrlEncoder().encodeToString(good.getBytes())).deviations())
                .containsExactly(Deviation.BASE64);
        assertThat(read(good.replace(CODE, "某公司")).deviations())
                .contains(Deviation.CHARACTERS, Deviation.PRODUCER_NOT_CODE);
        assertThat(read(good.replace(CODE, CODE.replace("K64", "K54"))).deviations())
                .containsExactly(Deviation.PRODUCER_CODE_INVALID);
        assertThat(read("{Label:'1',ContentProducer:'x',ProduceID:'y'}").deviations())
                .contains(Deviation.NOT_JSON);
        assertThat(read("{\"Label\":\"1\"}").deviations()).containsExactly(Deviation.MISSING_ELEMENT);
        assertThat(read("{\"Label\":\"1\",\"ContentProducer\":\"x\",\"ProduceID\":\"y\"}")
                        .deviations())
                .containsExactlyInAnyOrder(Deviation.EMPTY_PROPAGATION, Deviation.PRODUCER_NOT_CODE);
    }

    @Test
    void a_value_that_merely_mentions_aigc_is_no_label() {
        assertThat(LabelJson.read("{\"AIGC\":\"yes\"}")).isEmpty();
        assertThat(LabelJson.read("made with AIGC")).isEmpty();
        assertThat(LabelJson.read("{\"x\":".repeat(5000))).isEmpty();
    }

    @Test
    void values_that_the_standard_forbids_are_refused_before_writing() {
        assertThatThrownBy(() -> ContentLabel.of(Certainty.IS, "某公司", "1")).hasMessageContaining("ContentProducer");
        assertThatThrownBy(() -> ContentLabel.of(Certainty.IS, CODE, "a b")).hasMessageContaining("ProduceID");
    }

    @Test
    void merging_keeps_what_the_first_producer_said() {
        ContentLabel platform = ContentLabel.of(Certainty.SUSPECTED, "PLATFORM", "77");
        ContentLabel merged = platform.mergedOver(LABEL);
        assertThat(merged.label()).isEqualTo(Certainty.IS);
        assertThat(merged.contentProducer()).isEqualTo(CODE);
        assertThat(merged.produceId()).isEqualTo(LABEL.produceId());
        assertThat(merged.contentPropagator()).isEqualTo("PLATFORM");
        assertThat(merged.propagateId()).isEqualTo("77");
    }
}
