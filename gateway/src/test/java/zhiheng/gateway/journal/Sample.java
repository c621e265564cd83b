package zhiheng.gateway.journal;

import java.time.Instant;
import java.util.Map;
import zhiheng.gateway.Interaction;

final class Sample {
    private Sample() {}

    static Interaction interaction(int n) {
        return new Interaction(
                "id-" + n,
                "bot",
                Instant.ofEpochSecond(1_790_000_000L + n, n),
                "chat/completions",
                "模型",
                "u0",
                1,
                n % 2 == 0,
                7,
                n % 3 == 0 ? 403 : 200,
                n % 3 == 0 ? "permit.hours" : "",
                n % 5 == 0 ? null : (long) n * 31,
                "ab".repeat(32),
                100 + n,
                "cd".repeat(32),
                3_000_000_000L + n,
                n,
                2L * n,
                10,
                20,
                n % 2 == 1,
                n % 4 == 0 ? Map.of("out:pii.bank-card", 2) : Map.of(),
                n % 7 == 0);
    }
}
