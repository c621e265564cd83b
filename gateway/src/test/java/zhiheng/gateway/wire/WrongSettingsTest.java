package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zhiheng.base.BadValue;
import zhiheng.base.Text;
import zhiheng.gateway.inspect.TermList;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.upstream.Upstream;

/** Whoever writes a setting that cannot be reads why in their own language, and in no other. */
class WrongSettingsTest {
    static Stream<ThrowingCallable> settings() {
        return Stream.concat(
                Stream.of(
                                "{",
                                "[]",
                                "{'unheard':1}",
                                "{'state':'shut'}",
                                "{'caps':{'callsPerDay':-1}}",
                                "{'caps':{'callsPerDay':'x'}}",
                                "{'caps':{'callsPerSecond':99999999999}}",
                                "{'scope':{'opens':'25:00'}}",
                                "{'scope':{'models':'m'}}",
                                "{'scope':{'models':[1]}}",
                                "{'scope':{'origins':['https://a.example/b']}}",
                                "{'scope':{'asks':['money']}}",
                                "{'scope':{'toolSchemas':{'a':{'oneOf':[]}}}}",
                                "{'terms':{'implicitLabel':'yes'}}",
                                "{'terms':{'actions':{'pii.emial':'mask'}}}",
                                "{'containment':{'longestSpan':1}}",
                                "{'containment':{'hosts':['a b']}}")
                        .map(json -> () -> PermitJson.readTyped(json.replaceFirst("\\{", "{'system':'s',")
                                .replace(",}", "}")
                                .replace('\'', '"'))),
                Stream.of(
                        () -> TermList.of(List.of("!!!")),
                        () -> upstream("ftp://a.example", 1),
                        () -> upstream("http://u@a.example", 1),
                        () -> upstream("http://a.example", -1)));
    }

    private static Upstream upstream(String base, int weight) {
        return new Upstream("u", URI.create(base), "", weight, Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void what_is_wrong_is_said_in_both_languages(ThrowingCallable setting) {
        var said = BadValue.said(catchThrowableOfType(IllegalArgumentException.class, setting));
        assertThat(said.zh()).matches("(?s).*\\p{IsHan}.*").doesNotContain(" / ");
        assertThat(said.en()).doesNotContainPattern("\\p{IsHan}").isNotBlank();
    }

    @Test
    void a_field_is_named_before_the_words() {
        assertThat(BadValue.said(new BadValue("caps", "零", "nought"))).isEqualTo(new Text("caps: 零", "caps: nought"));
        assertThat(BadValue.said(new BadValue("", "零", "nought"))).isEqualTo(new Text("零", "nought"));
        assertThat(BadValue.said(new IllegalArgumentException("x"))).isEqualTo(new Text("x", "x"));
    }
}
