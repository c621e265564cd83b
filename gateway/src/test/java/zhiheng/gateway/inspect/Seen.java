package zhiheng.gateway.inspect;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** What inspectors see in a text. */
final class Seen {
    private Seen() {}

    static Inspection inspection(InspectorSettings settings, Map<String, Action> actions, String... inspectors) {
        var inspection = new Inspectors(settings).of(permit(1, actions, inspectors));
        if (inspection == null) {
            throw new IllegalArgumentException("not available: " + List.of(inspectors));
        }
        return inspection;
    }

    static Permit permit(long version, Map<String, Action> actions, String... inspectors) {
        var open = Permit.open("bot", ZoneOffset.UTC);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                Set.of(inspectors),
                actions,
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        return new Permit("bot", version, open.state(), open.caps(), open.scope(), terms, null, Map.of());
    }

    static List<String> kinds(Inspection inspection, String text) {
        return inspection.inspect(text, Direction.IN).detections().stream()
                .map(Detection::kind)
                .toList();
    }

    static List<String> words(Inspection inspection, String text) {
        return inspection.inspect(text, Direction.IN).detections().stream()
                .map(d -> text.substring(d.start(), d.end()))
                .toList();
    }
}
