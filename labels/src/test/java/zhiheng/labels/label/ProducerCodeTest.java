package zhiheng.labels.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.CreditCode;

class ProducerCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "001191440300708461136T1XGW3",
                "001191110102MACQD9K64010000",
                "001191110102MAD55U9H0F10002",
                "001191310104MACE0YX63918020",
                "001191440300MA5G49LC9K1YO01"
            })
    void codes_from_real_files_are_well_formed(String code) {
        assertThat(CreditCode.checkCharacter(code.substring(4, 21))).isEqualTo(code.charAt(21));
    }

    @Test
    void a_code_is_built_from_its_parts() {
        assertThat(ProducerCode.of("91440300708461136T", true, "XGW3")).isEqualTo("001191440300708461136T1XGW3");
        assertThatThrownBy(() -> ProducerCode.of("91440300708461137T", true, "XGW3"))
                .hasMessageContaining("check character");
    }

    @Test
    void every_part_that_is_wrong_is_named() {
        assertThat(ProducerCode.problem("0011").orElseThrow().en()).contains("27");
        assertThat(ProducerCode.problem("001291440300708461136T1XGW3")
                        .orElseThrow()
                        .en())
                .contains("0011");
        assertThat(ProducerCode.problem("001191440300708461136T7XGW3")
                        .orElseThrow()
                        .en())
                .contains("service type");
        assertThat(ProducerCode.problem("001191440300708461136T1xgw3")
                        .orElseThrow()
                        .en())
                .contains("last four");
        assertThat(ProducerCode.problem("00119144030070846113IT1XGW3")
                        .orElseThrow()
                        .en())
                .contains("character I");
        assertThat(CreditCode.problem("91440300708461136A").orElseThrow())
                .satisfies(p -> assertThat(p.zh()).contains("第18位", "T"))
                .satisfies(p -> assertThat(p.en()).contains("character 18", "T"));
        assertThat(CreditCode.problem("9144").orElseThrow().en()).contains("18 characters, not 4");
        assertThat(CreditCode.problem("91440300708461136T")).isEmpty();
        assertThat(ProducerCode.serviceProblem("xgw3").orElseThrow().en()).contains("service number");
        assertThat(ProducerCode.serviceProblem("XGW3")).isEmpty();
    }
}
