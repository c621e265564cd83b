package zhiheng.office.people;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A provider, an authority or a department.
 *
 * @param operator whether this is the first one, which runs the installation
 * @param version raised by each change; whoever changes names the one seen
 */
public record Org(String id, Kind kind, String name, OrgNumber number, boolean operator, long version) {
    public enum Kind {
        PROVIDER,
        AUTHORITY,
        DEPARTMENT
    }

    /** What people say of an organisation. */
    public record Details(Kind kind, String name, OrgNumber number) {}

    public Org(String id, Kind kind, String name) {
        this(id, new Details(kind, name, OrgNumber.NONE), false, 1);
    }

    public Org(String id, Details details, boolean operator, long version) {
        this(id, details.kind(), details.name(), details.number(), operator, version);
    }

    public Details details() {
        return new Details(kind, name, number);
    }

    /** As this, changed to {@code details}. */
    public Org with(Details details) {
        return new Org(id, details, operator, version + 1);
    }

    /** What two spellings of one name have in common: letters and digits, of one width and case. */
    public static String nameKey(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var letters = plain.replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
        return letters.isEmpty() ? plain.strip() : letters;
    }

    /** What two spellings of one number have in common. */
    public static String numberKey(OrgNumber number) {
        return number.value().isEmpty() ? "" : number.register() + " " + nameKey(number.value());
    }
}
