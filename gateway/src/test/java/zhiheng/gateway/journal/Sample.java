package zhiheng.gateway.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;

final class Sample {
    private Sample() {}

    static Interaction interaction(int n) {
        return new Interaction(
                "id-" + n,
                "bot",
                Instant.ofEpochSecond(1_790_000_000L + n, n),
                "chat/completions",
                new Ask(
                        "模型",
                        n % 5 == 0 ? null : (long) n * 31,
                        n % 2 == 0 ? null : "CN",
                        n % 3 - 1,
                        n % 4 == 0 ? "study" : null,
                        n,
                        n % 6 == 0 ? List.of("weather", "search") : List.of(),
                        n % 5 == 2 ? "acme" : null),
                "u0",
                1,
                n % 2 == 0,
                7,
                n % 3 == 0 ? 403 : 200,
                n % 3 == 0 ? "permit.hours" : "",
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
                n % 7 == 0,
                n % 8 == 0 ? "00-%032x-%016x-01".formatted(n + 1, n + 1) : "",
                false,
                n % 3 == 0 ? new Served("m", "m-2026", n % 2 == 1 ? "fp_" + n : "") : Served.UNSAID);
    }
}
