package zhiheng.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A key that is bound to a tenant says so for its calls, and lets none name another. */
class KeysTest {
    private static final Keys KEYS = new Keys() {
        @Override
        public @Nullable String system(String key) {
            return "bot";
        }

        @Override
        public @Nullable String tenant(String key) {
            return key.equals("bound") ? "acme" : null;
        }
    };

    private static MultiMap naming(String... tenants) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var tenant : tenants) {
            headers.add("x-zhiheng-tenant", tenant);
        }
        return headers;
    }

    @Test
    void a_bound_key_names_its_tenant_where_the_call_does_not() {
        var headers = naming();
        assertThat(KEYS.bind("bound", headers)).isTrue();
        assertThat(headers.get(Ask.TENANT)).isEqualTo("acme");
    }

    @Test
    void a_call_that_names_another_is_not_its_even_beside_the_right_name() {
        assertThat(KEYS.bind("bound", naming("other"))).isFalse();
        assertThat(KEYS.bind("bound", naming("acme", "other"))).isFalse();
        assertThat(KEYS.bind("bound", naming("acme"))).isTrue();
    }

    @Test
    void a_key_that_is_bound_to_nobody_changes_nothing() {
        var headers = naming("other");
        assertThat(KEYS.bind("free", headers)).isTrue();
        assertThat(headers.getAll(Ask.TENANT)).containsExactly("other");
    }
}
