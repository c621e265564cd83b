package zhiheng.server.rooms.permits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;

class PermitFormTest {
    private static final Permit PERMIT = Permit.open("bot", ZoneOffset.UTC);

    @Test
    void the_inspectors_of_the_gateway_are_offered_then_those_that_are_registered() {
        assertThat(PermitForm.inspectors(PERMIT, Set.of("terms:words")))
                .containsExactly("pii", "secrets", "links", "injection", "canary", "terms:words");
    }

    @Test
    void an_action_is_offered_for_each_family_and_for_kinds_that_were_found() {
        assertThat(PermitForm.kinds(PERMIT, List.of("out:pii.email", "in:onnx.toxic.insult")))
                .containsExactly(
                        "canary", "injection", "link", "onnx.toxic.insult", "pii", "pii.email", "secret", "term");
    }

    @Test
    void the_fields_hold_each_cap_under_its_name() {
        var permit = new Permit(
                "bot",
                1,
                PERMIT.state(),
                new Caps(1, 2, 3, 4, 5, 6),
                PERMIT.scope(),
                PERMIT.terms(),
                null,
                PERMIT.duties());

        var values = PermitForm.values(permit);

        for (var cap : Cap.values()) {
            assertThat(values)
                    .containsEntry(cap.id(), Long.toString(permit.caps().of(cap)));
        }
    }
}
