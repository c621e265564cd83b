package zhiheng.server.house;

import java.nio.file.Path;
import java.time.Duration;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitState;

/**
 * How one of several servers on one PostgreSQL database is started.
 *
 * @param secret what servers show each other
 * @param host by which name or address the others reach this one
 * @param port where it takes their requests while it leads, 0 for any free one
 * @param shared the folder that all of them see: evidence, attachments, answers and keys
 * @param cutOffAfter how long its gateway goes on by the permits it knows when it can no longer be known whether they hold
 * @param cutOff the laxest state after that
 */
public record Peers(String secret, String host, int port, Path shared, Duration cutOffAfter, PermitState cutOff) {
    public static final Duration CUT_OFF_AFTER = Duration.ofSeconds(60);
    private static final int SHORTEST_SECRET = 24;
    private static final Duration LONGEST = Duration.ofHours(24);

    public Peers {
        if (secret.length() < SHORTEST_SECRET) {
            throw Refusal.invalid(
                    "各服务之间的密钥至少 " + SHORTEST_SECRET + " 个字符（ZHIHENG_PEER_SECRET 或 --peer-secret-file）。",
                    "The secret of the servers has at least " + SHORTEST_SECRET
                            + " characters (ZHIHENG_PEER_SECRET or --peer-secret-file).");
        }
        if (cutOffAfter.isNegative() || cutOffAfter.compareTo(LONGEST) > 0) {
            throw Refusal.invalid(
                    "--cut-off-after 须为 0 到 " + LONGEST.toSeconds() + " 秒。",
                    "--cut-off-after must be 0 to " + LONGEST.toSeconds() + " seconds.");
        }
    }
}
