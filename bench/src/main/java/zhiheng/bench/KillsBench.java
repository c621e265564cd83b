package zhiheng.bench;

import zhiheng.bench.kills.Kills;

/**
 * Whether anything acknowledged is ever lost or done twice: {@code kills [KILLS] [sqlite|postgresql|both]}, by default 200 kills on
 * both databases. Exit 0 when nothing was.
 */
public final class KillsBench {
    private KillsBench() {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        var which = args.length > 1 ? args[1] : "both";
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        System.exit(Kills.run(kills, which, seed) ? 0 : 1);
    }
}
