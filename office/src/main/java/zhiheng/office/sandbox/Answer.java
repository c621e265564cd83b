package zhiheng.office.sandbox;

/**
 * What an applicant says to one criterion.
 *
 * @param words in which way
 * @param evidence a link to what shows it; "" for none
 */
public record Answer(Says says, String words, String evidence) {
    public static final Answer NONE = new Answer(Says.UNKNOWN, "", "");

    /** What is not known is not no. */
    public enum Says {
        YES,
        PARTLY,
        NO,
        UNKNOWN
    }
}
