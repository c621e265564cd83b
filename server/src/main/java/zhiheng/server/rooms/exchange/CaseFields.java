package zhiheng.server.rooms.exchange;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Deed;
import zhiheng.cases.Journey;
import zhiheng.cases.Procedure;
import zhiheng.cases.bundle.Field;
import zhiheng.ledger.Ledger;
import zhiheng.server.rooms.cases.CaseRow;
import zhiheng.server.rooms.cases.StepRow;

/**
 * The fields of a case, each to be given or not. No field holds the id of a person. {@code leaf/N} is the entry of the ledger for
 * step N, which does, so it is a field of its own; {@code words/N} has the salt, so that its digest in {@code file/…} can be checked.
 */
final class CaseFields {
    private static final SecureRandom RANDOM = new SecureRandom();

    private CaseFields() {}

    static List<Field> of(CaseRow row, Procedure procedure, List<StepRow> steps, Ledger ledger) {
        var c = row.c();
        var values = new LinkedHashMap<String, Object>();
        values.put("system", row.systemName());
        values.put("procedure", map("id", procedure.id(), "version", c.version(), "name", text(procedure.name())));
        values.put(
                "stage",
                map("id", c.stage(), "name", text(procedure.stage(c.stage()).name()), "ended", c.ended()));
        values.put("opened", c.opened().toString());
        values.put(
                "deadlines",
                c.clocks().stream()
                        .map(k -> map(
                                "deadline", k.deadline(),
                                "name", text(procedure.deadline(k.deadline()).name()),
                                "from", k.from().toString(),
                                "ends", k.ends() == null ? null : k.ends().toString(),
                                "state", k.state().name()))
                        .toList());
        new java.util.TreeMap<>(c.items())
                .forEach((item, filed) -> values.put(
                        "file/" + item,
                        map(
                                "name", text(procedure.item(item).name()),
                                "digest", filed.digest(),
                                "at", filed.at().toString())));
        new java.util.TreeMap<>(c.figures())
                .forEach((item, figure) -> values.put(
                        "figure/" + item,
                        map(
                                "lower", String.valueOf(figure.lower()),
                                "upper", String.valueOf(figure.upper()),
                                "sample", figure.sample(),
                                "at", figure.at().toString())));
        for (var step : steps) {
            values.put(
                    "step/" + step.step(),
                    step.deeds().stream()
                            .filter(d -> d.sort() != Deed.Sort.EXCLUDED) // it names a person
                            .map(d -> map(
                                    "at", d.at().toString(),
                                    "deed", d.sort().name(),
                                    "of", d.subject(),
                                    "text", text(Journey.tell(procedure, d))))
                            .toList());
            if (!step.words().isEmpty()) {
                values.put("words/" + step.step(), map("text", step.words(), "salt", step.salt()));
            }
            if (step.ledgerIndex() >= 0) {
                values.put(
                        "leaf/" + step.step(),
                        Base64.getEncoder().encodeToString(ledger.entryBytes(step.ledgerIndex())));
            }
        }
        var fields = new ArrayList<Field>();
        values.forEach((name, value) -> fields.add(salted(name, value)));
        return fields;
    }

    static Field salted(String name, Object value) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new Field(name, HexFormat.of().formatHex(salt), value);
    }

    private static Map<String, @Nullable Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return json;
    }
}
