package zhiheng.office.people;

/** What a person may do. An authority sees all, a provider its own; an auditor reads and changes nothing. */
public enum Role {
    ADMINISTRATOR,
    OFFICER,
    PROVIDER,
    AUDITOR;

    public boolean seesAll() {
        return this != PROVIDER;
    }

    public boolean mayChange() {
        return this != AUDITOR;
    }
}
