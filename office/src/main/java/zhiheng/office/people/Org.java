package zhiheng.office.people;

/** A provider, an authority or a department. */
public record Org(String id, Kind kind, String name) {
    public enum Kind {
        PROVIDER,
        AUTHORITY,
        DEPARTMENT
    }
}
