package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelJsonTest {
    static final String CODE = "001191110102MACQD9K64010000";
    static final ContentLabel LABEL = ContentLabel.of(Certainty.IS, CODE, "8f14e45f-ceea-467f-9c5a-5f2d6b1c0a11");

    private static LabelJson.Parsed read(String text) {
        return LabelJson.read(text).orElseThrow();
    }

    @Test
    void aLabelIsWrittenInTheOrderOfAnnexE() {
        assertThat(ContentLabel.of(Certainty.IS, "P", "1").wrappedJson())
                .isEqualTo(
                        "{\"AIGC\":{\"Label\":\"1\",\"ContentProducer\":\"P\",\"ProduceID\":\"1\",\"ReservedCode1\":\"\","
                                + "\"ContentPropagator\":\"P\",\"PropagateID\":\"1\",\"ReservedCode2\":\"\"}}");
    }

    @Test
    void aWrittenLabelReadsBackWithoutDeviation() {
        ContentLabel signed = LABEL.withReservedCode1("{\"SecurityData\":{\"Type\":\"TC260PG\"}}");
        assertThat(read(signed.json()))
                .isEqualTo(new LabelJson.Parsed(signed, java.util.EnumSet.noneOf(Deviation.class)));
        assertThat(read(signed.wrappedJson()).deviations()).containsExactly(Deviation.WRAPPED);
    }

    @Test
    void deviationsSeenInTheWildAreReadAndNamed() {
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
    void aValueThatMerelyMentionsAigcIsNoLabel() {
        assertThat(LabelJson.read("{\"AIGC\":\"yes\"}")).isEmpty();
        assertThat(LabelJson.read("made with AIGC")).isEmpty();
        assertThat(LabelJson.read("{\"x\":".repeat(5000))).isEmpty();
    }

    @Property
    void anyTextIsReadWithoutAnException(@ForAll String text) {
        LabelJson.read("{\"Label\":" + text);
        LabelJson.read("AIGC{" + text);
        assertThat(LabelJson.read("\"" + text)).isEmpty();
    }

    @Test
    void valuesThatTheStandardForbidsAreRefusedBeforeWriting() {
        assertThatThrownBy(() -> ContentLabel.of(Certainty.IS, "某公司", "1")).hasMessageContaining("ContentProducer");
        assertThatThrownBy(() -> ContentLabel.of(Certainty.IS, CODE, "a b")).hasMessageContaining("ProduceID");
    }

    @Test
    void mergingKeepsWhatTheFirstProducerSaid() {
        ContentLabel platform = ContentLabel.of(Certainty.SUSPECTED, "PLATFORM", "77");
        ContentLabel merged = platform.mergedOver(LABEL);
        assertThat(merged.label()).isEqualTo(Certainty.IS);
        assertThat(merged.contentProducer()).isEqualTo(CODE);
        assertThat(merged.produceId()).isEqualTo(LABEL.produceId());
        assertThat(merged.contentPropagator()).isEqualTo("PLATFORM");
        assertThat(merged.propagateId()).isEqualTo("77");
    }
}
