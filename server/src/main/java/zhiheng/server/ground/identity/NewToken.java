package zhiheng.server.ground.identity;

import java.time.Instant;

/** A token just made; {@code secret} is shown once and never again. */
public record NewToken(String id, String label, String secret, Instant expires) {}
