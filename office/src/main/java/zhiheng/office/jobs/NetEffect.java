package zhiheng.office.jobs;

import java.util.List;

/**
 * The sum over many role changes, with what is not known beside it.
 *
 * @param before people in the roles before
 * @param net jobs more or fewer, as far as records go
 * @param retrained people trained for another role
 * @param withoutHiring records that do not say how many beginners were not hired: the true figure may be lower
 * @param reporting adopters that gave a record
 * @param adopters all adopters known
 */
public record NetEffect(long before, long net, long retrained, int withoutHiring, int reporting, int adopters) {
    /** @param adopters how many employers use a system of the kind, whether they gave a record or not */
    public static NetEffect of(List<List<RoleChange>> reports, int adopters) {
        if (adopters < reports.size()) {
            throw new IllegalArgumentException(reports.size() + " reports from " + adopters + " adopters");
        }
        long before = 0;
        long net = 0;
        long retrained = 0;
        int unknown = 0;
        for (var report : reports) {
            for (var change : report) {
                before += change.before();
                net += change.net();
                retrained += change.retrained();
                unknown += change.notHired() == RoleChange.UNKNOWN ? 1 : 0;
            }
        }
        return new NetEffect(before, net, retrained, unknown, reports.size(), adopters);
    }

    /** Whether every adopter reported and every record is whole; else the figure is what is known, not what is. */
    public boolean isWhole() {
        return withoutHiring == 0 && reporting == adopters;
    }
}
