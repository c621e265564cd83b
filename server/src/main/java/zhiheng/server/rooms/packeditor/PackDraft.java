package zhiheng.server.rooms.packeditor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import zhiheng.base.Refusal;

/**
 * The files of a pack as somebody types them.
 *
 * @param pack the folder's name
 * @param files {@code pack.yaml}, {@code facts.yaml}, {@code rules.yaml} and one file of cases, by name; "" for none
 */
record PackDraft(String pack, Map<String, String> files) {
    static final String CASES = "cases/cases.yaml";
    /** By the names of the form's fields. */
    static final Map<String, String> FIELDS = fields();

    private static final int MOST_LETTERS = 500_000;

    private static Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("pack", "pack.yaml");
        fields.put("rules", "rules.yaml");
        fields.put("facts", "facts.yaml");
        fields.put("cases", CASES);
        return fields;
    }

    /** @param raw what was typed into a field */
    static PackDraft of(String pack, UnaryOperator<String> raw) {
        if (!pack.matches("[a-z0-9][a-z0-9-]{0,63}") || pack.equals("shared")) {
            throw Refusal.invalid("包的编号由小写字母、数字和连字符组成。", "The id of a pack is small letters, digits and hyphens.");
        }
        var files = new LinkedHashMap<String, String>();
        FIELDS.forEach((field, file) -> {
            var text = raw.apply(field).replace("\r\n", "\n");
            if (text.length() > MOST_LETTERS) {
                throw Refusal.invalid(file + " 过长。", file + " is too long.").at(field);
            }
            files.put(file, text);
        });
        return new PackDraft(pack, files);
    }

    String text(String file) {
        return files.getOrDefault(file, "");
    }
}
