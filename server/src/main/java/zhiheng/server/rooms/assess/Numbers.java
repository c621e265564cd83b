package zhiheng.server.rooms.assess;

import zhiheng.packs.Yaml;

/** Numbers in a file that a person wrote. */
final class Numbers {
    private Numbers() {}

    static double number(Yaml at) {
        if (at.value() instanceof Double d && Double.isFinite(d)) {
            return d;
        }
        throw at.error("a number is expected here");
    }

    static int whole(Yaml at, int least, int most) {
        if (at.value() instanceof Double d && d == Math.rint(d) && d >= least && d <= most) {
            return d.intValue();
        }
        throw at.error("a whole number from " + least + " to " + most + " is expected here");
    }
}
