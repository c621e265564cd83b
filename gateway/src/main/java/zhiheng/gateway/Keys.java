package zhiheng.gateway;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Knows which AI system an API key belongs to. Called on the event loop: looks in memory only. */
public interface Keys {
    /** @return the system, null for a key that is unknown or revoked */
    @Nullable
    String system(String key);

    /** The tenant that a key is bound to, see {@link Ask#TENANT}; null for a key that calls for any. */
    default @Nullable String tenant(String key) {
        return null;
    }

    /**
     * Says in the headers of a call for which tenant its key calls.
     *
     * @return false where the call names another, which it may not
     */
    default boolean bind(String key, MultiMap headers) {
        var tenant = tenant(key);
        if (tenant == null) {
            return true;
        }
        var named = headers.getAll(Ask.TENANT);
        if (named.stream().anyMatch(n -> !n.equals(tenant))) {
            return false;
        }
        headers.set(Ask.TENANT, tenant);
        return true;
    }

    /** Somebody tried a key that is none. */
    default void wrong(String address) {}
}
