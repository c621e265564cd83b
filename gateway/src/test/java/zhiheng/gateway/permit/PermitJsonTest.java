package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.BadValue;

class PermitJsonTest {
    /** The form on the disk and in the ledger: what is written here changes for everybody who ever kept one. */
    @Test
    void a_permit_has_one_form_with_everything_in_it() {
        var permit = new Permit(
                "cv-screening",
                12,
                PermitState.THROTTLED,
                new Caps(1, 2, 3, 4, 5, 6),
                new Scope(
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 30),
                        ZoneId.of("Europe/Berlin"),
                        Set.of("FR", "CN"),
                        14,
                        Set.of("qwen-max"),
                        Set.of("pay", "ask"),
                        Map.of("pay", "{\"maximum\":9}"),
                        Set.of("study"),
                        Set.of("https://app.example")),
                new Terms(
                        Terms.ExplicitPlace.END,
                        false,
                        "001191440300708461136T1XGW3",
                        Set.of("pii", "links"),
                        Map.of("pii", Terms.Action.MASK, "pii.email", Terms.Action.NOTE),
                        30,
                        400,
                        Terms.WhenStoreIsDown.REFUSE,
                        Terms.OnAlert.TELL),
                Instant.parse("2027-01-01T00:00:00Z"),
                Map.of("permit.hours", "minors.curfew"));
        assertThat(PermitJson.write(permit)).isEqualToIgnoringWhitespace("""
            {"system": "cv-screening", "version": 12, "state": "throttled",
             "caps": {"callsPerSecond": 1, "callsPerDay": 2, "usersPerDay": 3, "tokensPerCall": 4,
                      "tokensPerDay": 5, "concurrentCalls": 6},
             "scope": {"opens": "22:00", "closes": "06:30", "zone": "Europe/Berlin", "youngest": 14,
                       "regions": ["CN", "FR"], "models": ["qwen-max"], "tools": ["ask", "pay"],
                       "toolSchemas": {"pay": {"maximum": 9}}, "purposes": ["study"],
                       "origins": ["https://app.example"]},
             "terms": {"explicitLabel": "end", "implicitLabel": false, "producer": "001191440300708461136T1XGW3",
                       "inspectors": ["links", "pii"], "actions": {"pii": "mask", "pii.email": "note"},
                       "keepContentDays": 30, "keepRecordDays": 400, "whenStoreIsDown": "refuse", "onAlert": "tell"},
             "expires": "2027-01-01T00:00:00Z",
             "duties": {"permit.hours": "minors.curfew"}}\
            """);
        assertThat(PermitJson.read(PermitJson.write(permit))).isEqualTo(permit);
    }

    @Test
    void what_is_not_said_is_as_a_new_permit_has_it() {
        assertThat(PermitJson.read("{\"system\":\"bot\"}"))
                .isEqualTo(Permit.open("bot", ZoneId.of("Asia/Shanghai")))
                .isEqualTo(PermitJson.read("{\"system\":\"bot\",\"version\":null,\"expires\":null,\"scope\":"
                        + "{\"opens\":null,\"regions\":null,\"zone\":null},\"terms\":{\"implicitLabel\":null},"
                        + "\"caps\":{\"callsPerDay\":null}}"));
    }

    @Property(tries = 200)
    void whatever_is_written_is_read_back_the_same(@ForAll("permits") Permit permit) {
        var written = PermitJson.write(permit);
        assertThat(PermitJson.read(written)).isEqualTo(permit);
        assertThat(PermitJson.write(PermitJson.read(written))).isEqualTo(written);
    }

    @Provide
    Arbitrary<Permit> permits() {
        var names = Arbitraries.strings().ofMaxLength(12).set().ofMaxSize(3);
        var ints = Arbitraries.integers().between(0, 1_000_000);
        var caps = Combinators.combine(ints, ints, ints, ints, ints, ints).as(Caps::new);
        var times = Arbitraries.of(LocalTime.MIDNIGHT, LocalTime.of(6, 30), LocalTime.of(23, 59, 59));
        var scope = Combinators.combine(
                        times,
                        times,
                        names,
                        ints.map(i -> i % 120),
                        names,
                        names,
                        Arbitraries.of("UTC", "+08:00", "Asia/Shanghai"))
                .as((opens, closes, regions, age, models, purposes, zone) -> new Scope(
                        opens, closes, ZoneId.of(zone), regions, age, models, Set.of(), Map.of("t", "{}"), purposes));
        var actions = Arbitraries.maps(Arbitraries.strings().ofMaxLength(9), Arbitraries.of(Terms.Action.class))
                .ofMaxSize(4);
        var terms = Combinators.combine(
                        Arbitraries.of(Terms.ExplicitPlace.class),
                        Arbitraries.strings().ofMaxLength(27),
                        names,
                        actions,
                        ints,
                        Arbitraries.of(Terms.WhenStoreIsDown.class),
                        Arbitraries.of(Terms.OnAlert.class))
                .as((place, producer, inspectors, does, days, down, alert) ->
                        new Terms(place, days % 2 == 0, producer, inspectors, does, days, days, down, alert));
        var ends = Arbitraries.of(Instant.EPOCH, Instant.parse("2030-02-28T23:59:59.000000001Z"))
                .injectNull(0.3);
        return Combinators.combine(Arbitraries.of(PermitState.class), caps, scope, terms, ends, actions)
                .as((state, c, s, t, end, duties) -> new Permit(
                        "bot", c.callsPerDay(), state, c, s, t, end, Map.of("permit.hours", "d" + duties.size())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"system":"bot","cap":{}}                              | permit: unknown field cap; known are [barred, caps, containment, duties
        {"system":"bot","caps":{"callPerDay":1}}               | caps: unknown field callPerDay
        {"system":"bot","caps":[]}                             | caps: an object is expected
        {"system":"bot","caps":{"callsPerDay":"9"}}            | callsPerDay: a whole number is expected
        {"system":"bot","caps":{"callsPerDay":1.5}}            | callsPerDay: a whole number is expected
        {"system":"bot","caps":{"callsPerDay":-1}}             | a cap is 0 (none) or more
        {"system":"bot","caps":{"usersPerDay":1000001}}        | users per day are counted one by one up to 1000000
        {"system":"bot","scope":{"opens":"9"}}                 | could not be parsed
        {"system":"bot","scope":{"regions":"CN"}}              | regions: a list is expected
        {"system":"bot","scope":{"regions":[1]}}               | regions: texts are expected
        {"system":"bot","scope":{"toolSchemas":[]}}            | toolSchemas: an object is expected
        {"system":"bot","scope":{"tools":["a"],"toolSchemas":{"b":{}}}} | is a schema for a tool that `tools` does not list
        {"system":"bot","terms":{"explicitLabel":"top"}}       | explicitLabel: top is none of [start, end, interface]
        {"system":"bot","terms":{"implicitLabel":"yes"}}       | implicitLabel: true or false is expected
        {"system":"bot","terms":{"actions":{"pii":"drop"}}}    | actions.pii: drop is none of [note, mask, hold, refuse]
        {"system":"bot","terms":{"actions":{"pii":1}}}         | actions: texts are expected
        {"system":"bot","terms":{"keepRecordDays":-1}}         | days to keep are 0 or more
        {"system":"bot","terms":{"producer":7}}                | producer: a text is expected
        {"system":"bot","state":"OPEN"}                        | state: OPEN is none of [open,
        {"system":"bot/../x"}                                  | a system's id is 1 to 100 of
        {}                                                     | a system's id is 1 to 100 of
        {"system":"bot","system":"bat"}                        | not JSON: Duplicate
        [1                                                     | not JSON:
        """)
    void a_permit_that_is_not_one_is_refused_with_the_field_and_what_belongs_there(String json, String why) {
        var wrong = catchThrowableOfType(BadValue.class, () -> PermitJson.read(json));
        assertThat(BadValue.said(wrong).en()).contains(why);
    }

    @Test
    void what_servers_of_tools_may_ask_is_written_and_read_and_anything_else_is_refused() {
        var json = "{\"system\":\"bot\",\"scope\":{\"asks\":[\"sampling\",\"files:elicitation\"]}}";
        var read = PermitJson.read(json);
        assertThat(PermitJson.read(PermitJson.write(read))).isEqualTo(read);
        assertThat(read.scope().allowsAsk("any", "sampling")).isTrue();
        assertThat(read.scope().allowsAsk("files", "elicitation")).isTrue();
        assertThat(read.scope().allowsAsk("mail", "elicitation")).isFalse();
        assertThat(read.scope().allowsAsk("files", "roots")).isFalse();
        for (var wrong : new String[] {"all", ":sampling", "files:", "sampling/createMessage"}) {
            assertThatThrownBy(() -> PermitJson.read(json.replace("files:elicitation", wrong)))
                    .isInstanceOf(BadValue.class);
        }
    }

    @Test
    void where_values_may_come_from_is_written_and_read() {
        var json = "{\"system\":\"bot\",\"containment\":{\"tools\":{\"pay\":{\"after\":\"asked\","
                + "\"from\":{\"iban\":[\"read_bill/iban\"]}}}}}";
        var read = PermitJson.read(json);
        assertThat(PermitJson.read(PermitJson.write(read))).isEqualTo(read);
        assertThat(read.containment().tools().get("pay").from()).isEqualTo(Map.of("iban", Set.of("read_bill/iban")));
        assertThatThrownBy(() -> PermitJson.read(json.replace("read_bill/iban", "read_bill")))
                .isInstanceOf(BadValue.class);
    }

    @Test
    void what_a_tool_does_and_says_is_written_and_read() {
        var json = "{\"system\":\"bot\",\"containment\":{\"tools\":{\"mail\":{\"after\":\"asked\",\"does\":[\"send\"],"
                + "\"says\":[\"subject\",\"body\"]}}}}";
        var read = PermitJson.read(json);
        assertThat(PermitJson.read(PermitJson.write(read))).isEqualTo(read);
        var mail = read.containment().tools().get("mail");
        assertThat(mail.does()).containsExactly("send");
        assertThat(mail.says()).containsExactlyInAnyOrder("subject", "body");
    }

    @Property(tries = 300)
    void no_text_is_answered_otherwise_than_with_what_is_wrong(@ForAll String text) {
        assertThatThrownBy(() -> PermitJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
