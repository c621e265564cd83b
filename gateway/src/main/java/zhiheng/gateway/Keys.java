package zhiheng.gateway;

import org.jspecify.annotations.Nullable;

/** Knows which AI system an API key belongs to. Called on the event loop: looks in memory only. */
public interface Keys {
    /** @return the system, null for a key that is unknown or revoked */
    @Nullable
    String system(String key);

    /** Somebody tried a key that is none. */
    default void wrong(String address) {}
}
