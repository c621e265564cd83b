package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LabelJsonPropertiesTest {
    @Property
    void any_text_is_read_without_an_exception(@ForAll String text) {
        LabelJson.read("{\"Label\":" + text);
        LabelJson.read("AIGC{" + text);
        assertThat(LabelJson.read("\"" + text)).isEmpty();
    }
}
