package zhiheng.server.rooms.sandbox;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

/** Masks personal data and secrets in what the public writes, by the gateway's recognisers. */
public final class Personal {
    private final Inspection inspection;

    public Personal() {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                Set.of("pii", "secrets"),
                Map.of("pii", Terms.Action.MASK, "secret", Terms.Action.MASK),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        var permit = new Permit(
                "complaints", 1, PermitState.OPEN, Caps.NONE, Scope.anywhere(ZoneOffset.UTC), terms, null, Map.of());
        inspection = Objects.requireNonNull(new Inspectors(InspectorSettings.NONE).of(permit));
    }

    /** The text with telephone numbers, identity cards, addresses of mail and their like replaced by what they are. */
    public String masked(String text) {
        return inspection.inspect(text, Inspection.Direction.IN).text();
    }
}
