package zhiheng.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Text;

class FindingKindTest {
    /** Records of years and permits hold these: one may be added, none may change. */
    private static final String IDS = """
        pii.resident-id pii.residence-permit pii.bank-card pii.bank-card.bare pii.uscc pii.phone pii.phone.bare \
        pii.passport pii.mrz pii.iban pii.email pii.hk-id pii.tw-id pii.tw-id.bare pii.plate pii.ip \
        pii.name pii.address pii.birth pii.account pii.medical-record pii.mac pii.position pii.us-ssn pii.us-itin pii.de-tax-id pii.fr-nir pii.it-cf pii.es-dni pii.nl-bsn \
        pii.pl-pesel pii.be-nn pii.se-pnr pii.fi-hetu pii.uk-nhs pii.uk-nino pii.no-fnr pii.dk-cpr \
        pii.ch-ahv pii.at-svnr pii.pt-nif pii.ie-pps pii.cz-rc pii.ro-cnp pii.bg-egn pii.hr-oib pii.ee-lt-id \
        pii.gr-amka pii.hu-taj pii.si-emso \
        secret.key secret.jwt secret.private-key secret.unknown link.host link.image link.data \
        injection.mark injection.model canary term tool.unknown tool.arguments \
        tool.approval contain.tool contain.recipient contain.span contain.link onnx remote \
        failed.too-long failed.too-many failed label.beside label.unsigned\
        """;

    @Test
    void the_ids_that_records_and_permits_hold_stay_as_they_are() {
        assertThat(Arrays.stream(FindingKind.values()).map(FindingKind::id)).containsExactly(IDS.split(" "));
        assertThat(FindingFamily.ids())
                .containsExactly(
                        "pii",
                        "secret",
                        "link",
                        "injection",
                        "canary",
                        "term",
                        "tool",
                        "contain",
                        "onnx",
                        "remote",
                        "failed",
                        "label");
    }

    @ParameterizedTest
    @EnumSource
    void each_has_a_name_in_both_languages_and_leads_back_from_its_id(FindingKind kind) {
        assertThat(FindingKind.of(kind.id())).isEqualTo(kind);
        assertThat(kind.family().id()).isEqualTo(kind.id().split("\\.")[0]);
        assertThat(kind.text().zh()).containsPattern(Pattern.compile("\\p{IsHan}"));
        assertThat(kind.text().en()).isNotBlank().doesNotContainPattern(Pattern.compile("\\p{IsHan}"));
    }

    @ParameterizedTest
    @CsvSource({
        "term.words, TERM",
        "injection.mark.ignore-previous, INJECTION_MARK",
        "onnx.toxic.insult, ONNX",
        "remote.house.a.b.c, REMOTE",
        "failed.onnx.toxic, INSPECTOR_FAILED",
        "failed.too-many, TOO_MANY",
    })
    void an_id_that_goes_on_with_a_name_is_of_the_open_kind(String id, FindingKind kind) {
        assertThat(FindingKind.of(id)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pii", "pii.", "pii.resident", "pii.bank-card.bar", "canary.x", "secrets", "piii.email"})
    void what_nothing_is_found_under_is_no_kind(String id) {
        assertThat(FindingKind.of(id)).isNull();
    }

    @Test
    void only_an_open_kind_goes_on_with_a_name() {
        assertThat(FindingKind.TERM.id("words")).isEqualTo("term.words");
        assertThatThrownBy(() -> FindingKind.EMAIL.id("x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void proven_are_those_with_a_check_digit_or_a_form_of_their_own() {
        assertThat(Arrays.stream(FindingKind.values())
                        .filter(FindingKind::isProven)
                        .map(FindingKind::id))
                .containsExactlyInAnyOrder(
                        "pii.bank-card",
                        "pii.hk-id",
                        "pii.iban",
                        "pii.mrz",
                        "pii.residence-permit",
                        "pii.resident-id",
                        "pii.tw-id",
                        "pii.uscc",
                        "pii.at-svnr",
                        "pii.be-nn",
                        "pii.bg-egn",
                        "pii.ch-ahv",
                        "pii.cz-rc",
                        "pii.de-tax-id",
                        "pii.ee-lt-id",
                        "pii.es-dni",
                        "pii.fi-hetu",
                        "pii.fr-nir",
                        "pii.gr-amka",
                        "pii.hr-oib",
                        "pii.hu-taj",
                        "pii.ie-pps",
                        "pii.it-cf",
                        "pii.nl-bsn",
                        "pii.no-fnr",
                        "pii.pl-pesel",
                        "pii.pt-nif",
                        "pii.ro-cnp",
                        "pii.se-pnr",
                        "pii.si-emso",
                        "pii.uk-nhs",
                        "secret.jwt",
                        "secret.key",
                        "secret.private-key");
        assertThat(Arrays.stream(FindingFamily.values()).filter(FindingFamily::isConfidential))
                .containsExactly(FindingFamily.PII, FindingFamily.SECRET);
    }

    @Test
    void what_is_masked_is_named_as_closely_as_it_is_known() {
        assertThat(FindingKind.mask("pii.bank-card.bare")).isEqualTo(new Text("[银行卡号]", "[BANK CARD]"));
        assertThat(FindingKind.mask("secret.jwt")).isEqualTo(new Text("[密钥]", "[SECRET]"));
        assertThat(FindingKind.mask("term.words")).isEqualTo(new Text("[敏感词]", "[TERM]"));
        assertThat(FindingKind.mask("pii.not-yet-known")).isEqualTo(new Text("[个人信息]", "[PERSONAL DATA]"));
        assertThat(FindingKind.mask("onnx.toxic.insult")).isEqualTo(new Text("[已隐去]", "[REDACTED]"));
        assertThat(FindingKind.mask("whatever")).isEqualTo(new Text("[已隐去]", "[REDACTED]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pii",
                "pii.email",
                "secret",
                "injection.mark",
                "injection.mark.x",
                "term.words",
                "tool",
                "onnx.a.b"
            })
    void an_action_may_be_given_for_a_family_a_kind_or_what_an_open_kind_goes_on_with(String name) {
        assertThat(FindingKind.problem(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        secrets; kinds begin with pii, secret, link
        term:words; kinds begin with
        pii.emial; did you mean 'pii.email'?
        pii.bank-card.x; kinds of pii: pii.resident-id, pii.residence-permit
        """)
    void an_action_for_what_is_never_found_is_told_what_is(String name, String hint) {
        var problem = FindingKind.problem(name);
        assertThat(problem.en()).contains(name, "is nothing that is found", hint);
        assertThat(problem.zh()).contains(name, "没有", "发现");
    }

    @ParameterizedTest
    @CsvSource({
        "pii, PII",
        "secrets, SECRET",
        "links, LINK",
        "injection, INJECTION",
        "canary, CANARY",
        "terms:words, TERM",
        "onnx:toxic, ONNX",
        "remote:house, REMOTE",
        "secret,",
        "terms,",
        "tool,",
        "failed,",
    })
    void an_inspector_reports_one_family(String inspector, FindingFamily family) {
        assertThat(FindingFamily.ofInspector(inspector)).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource({
        "pii.email, pii, true",
        "pii.email, secrets, false",
        "secret.key, secrets, true",
        "term.words, terms:words, true",
        "term.words, terms:other, false",
        "onnx.toxic.a.b, onnx:toxic, true",
        "onnx.toxic.a.b, onnx:toxic.a, false",
        "remote.house.x, onnx:house, false",
        "tool.unknown, pii, true",
        "failed.too-long, pii, true",
    })
    void a_kind_is_reported_where_its_inspector_runs(String kind, String inspector, boolean reported) {
        var family = FindingFamily.of(kind);
        assertThat(family).isNotNull();
        assertThat(family.isReportedBy(Set.of(inspector), kind)).isEqualTo(reported);
    }
}
