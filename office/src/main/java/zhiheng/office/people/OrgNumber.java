package zhiheng.office.people;

/** The number under which a state's register has an organisation; empty where it is not known. */
public record OrgNumber(Register register, String value) {
    public static final OrgNumber NONE = new OrgNumber(Register.OTHER, "");

    /** Whose register it is: China's unified social credit code has a form to be checked, others are free text. */
    public enum Register {
        CN,
        OTHER
    }
}
