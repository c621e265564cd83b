package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Ask;

/** What is shut out while the rest goes on. */
class BarredTest {
    private static final Permit OPEN = Permit.open("bot", ZoneOffset.UTC);
    private static final Permit PERMIT = OPEN.with(new Barred(Set.of("leaky"), Set.of("mail"), Set.of("US"), Set.of()));

    private static @Nullable Clause refusal(Permit permit, String model, @Nullable String region, String... tools) {
        var ask = new Ask(model, null, region, -1, null, 0, List.of(tools));
        var refusal = Rules.refusal(permit, permit.state(), ask, Instant.EPOCH);
        return refusal == null ? null : refusal.clause();
    }

    @Test
    void one_model_tool_or_region_is_refused_and_every_other_passes() {
        assertThat(refusal(PERMIT, "sound", "CN", "search")).isNull();
        assertThat(refusal(PERMIT, "leaky", "CN")).isEqualTo(Clause.MODEL);
        assertThat(refusal(PERMIT, "sound", "CN", "search", "mail")).isEqualTo(Clause.TOOL);
        assertThat(refusal(PERMIT, "sound", "CN", "office:mail")).isEqualTo(Clause.TOOL);
        assertThat(refusal(PERMIT, "sound", "US")).isEqualTo(Clause.REGION);
    }

    @Test
    void a_call_that_names_no_region_is_refused_only_where_one_is_barred() {
        assertThat(refusal(PERMIT, "sound", null)).isEqualTo(Clause.REGION);
        assertThat(refusal(OPEN.with(new Barred(Set.of("leaky"), Set.of(), Set.of(), Set.of())), "sound", null))
                .isNull();
    }

    @Test
    void one_tenant_is_refused_and_leaving_the_name_out_is_no_way_around() {
        var permit = OPEN.with(new Barred(Set.of(), Set.of(), Set.of(), Set.of("acme")));
        assertThat(ofTenant(permit, "acme")).isEqualTo(Clause.TENANT);
        assertThat(ofTenant(permit, null)).isEqualTo(Clause.TENANT);
        assertThat(ofTenant(permit, "other")).isNull();
        assertThat(ofTenant(OPEN, null)).isNull();
    }

    private static @Nullable Clause ofTenant(Permit permit, @Nullable String tenant) {
        var ask = new Ask("m", null, null, -1, null, 0, List.of(), tenant);
        var refusal = Rules.refusal(permit, permit.state(), ask, Instant.EPOCH);
        return refusal == null ? null : refusal.clause();
    }

    @Test
    void it_is_kept_as_json_and_joined_and_a_misspelt_member_is_told() {
        assertThat(PermitJson.read(PermitJson.write(PERMIT))).isEqualTo(PERMIT);
        assertThat(PermitJson.write(OPEN)).doesNotContain("barred");
        var both = PERMIT.barred().and(new Barred(Set.of("other"), Set.of(), Set.of(), Set.of("acme")));
        assertThat(both.models()).containsExactlyInAnyOrder("leaky", "other");
        assertThat(both.regions()).isEqualTo(Set.of("US"));
        assertThat(PermitJson.read(PermitJson.write(PERMIT.with(both))).barred())
                .isEqualTo(both);
        assertThatThrownBy(() -> PermitJson.read("{\"system\":\"bot\",\"barred\":{\"modles\":[]}}"))
                .hasMessageContaining("modles");
        assertThatThrownBy(() -> new Barred(Set.of("x".repeat(201)), Set.of(), Set.of(), Set.of()))
                .hasMessageContaining("200");
        assertThat(PERMIT.with(PermitState.STOPPED).barred())
                .as("kept over a change of state")
                .isEqualTo(PERMIT.barred());
    }
}
