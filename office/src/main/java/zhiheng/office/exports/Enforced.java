package zhiheng.office.exports;

/**
 * That the gateway holds calls to a clause because of a duty.
 *
 * @param permit the number of the permit that says so
 */
public record Enforced(String duty, String clause, long permit) {}
