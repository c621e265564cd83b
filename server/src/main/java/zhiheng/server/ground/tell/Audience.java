package zhiheng.server.ground.tell;

/**
 * Who should hear of something. An auditor never does: there is nothing for it to do.
 *
 * @param org the people of this organisation; "" for none
 * @param person the one of them whose matter it is; "" for all, as also when that person has left
 * @param officers the people of the authority too
 */
public record Audience(String org, String person, boolean officers) {
    public static final Audience OFFICERS = new Audience("", "", true);

    public static Audience of(String org) {
        return new Audience(org, "", false);
    }

    public static Audience of(String org, String person) {
        return new Audience(org, person, false);
    }

    public Audience andOfficers() {
        return new Audience(org, person, true);
    }
}
