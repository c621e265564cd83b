package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.Secrets;

class KeyRingTest extends GatewayOnStore {
    private KeyRing ring;

    @BeforeEach
    void make() {
        ring = ring();
    }

    private KeyRing ring() {
        return new KeyRing(store, outbox, clock);
    }

    @Test
    void a_key_leads_to_its_system_at_once_and_after_a_restart() {
        var one = ring.create(BOSS, "bot", "app");
        var two = ring.create(BOSS, "hire", "app");
        assertThat(ring.system(one.key())).isEqualTo("bot");
        assertThat(ring.system(two.key())).isEqualTo("hire");
        assertThat(ring().system(one.key())).isEqualTo("bot");
        assertThat(column("act", "name")).containsExactly("gateway.key.created", "gateway.key.created");
    }

    @Test
    void a_key_can_be_read_once_and_only_its_hash_is_stored() {
        var made = ring.create(BOSS, "bot", "app");
        assertThat(made.key()).matches("zhk_[A-Za-z0-9_-]{43}");
        assertThat(column("gateway_key", "hash")).containsExactly(Secrets.hash(made.key()));
        assertThat(column("act", "body")).noneMatch(body -> body.contains(made.key()));
        assertThat(ring.of("bot")).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(made.id());
            assertThat(row.label()).isEqualTo("app");
            assertThat(row.createdAt()).isEqualTo(clock.instant());
            assertThat(row.toString()).doesNotContain(made.key());
        });
    }

    @Test
    void what_is_no_key_leads_nowhere() {
        var key = ring.create(BOSS, "bot", "app").key();
        for (var wrong : new String[] {
            "",
            "zhk_",
            key + "A",
            key.substring(0, key.length() - 1),
            key.substring(4),
            "zh_" + key.substring(4),
            Secrets.hash(key),
            "zhk_" + "a".repeat(1_000_000)
        }) {
            assertThat(ring.system(wrong)).isNull();
        }
    }

    @Test
    void a_revoked_key_is_refused_with_the_next_call_and_after_a_restart() {
        var gone = ring.create(BOSS, "bot", "gone");
        var kept = ring.create(BOSS, "bot", "kept");
        ring.revoke(BOSS, "bot", gone.id());
        assertThat(ring.system(gone.key())).isNull();
        assertThat(ring.system(kept.key())).isEqualTo("bot");
        var later = ring();
        assertThat(later.system(gone.key())).isNull();
        assertThat(later.system(kept.key())).isEqualTo("bot");
        assertThat(later.of("bot"))
                .extracting(GatewaySql.KeyRow::label, GatewaySql.KeyRow::revoked)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("gone", true),
                        org.assertj.core.groups.Tuple.tuple("kept", false));
    }

    @Test
    void a_key_is_exchanged_without_a_gap_by_making_the_new_one_first() {
        var old = ring.create(BOSS, "bot", "2026");
        var fresh = ring.create(BOSS, "bot", "2027");
        assertThat(ring.system(old.key())).isEqualTo("bot");
        assertThat(ring.system(fresh.key())).isEqualTo("bot");
        ring.revoke(BOSS, "bot", old.id());
        assertThat(ring.system(old.key())).isNull();
        assertThat(ring.system(fresh.key())).isEqualTo("bot");
        assertThat(column("act", "name"))
                .containsExactly("gateway.key.created", "gateway.key.created", "gateway.key.revoked");
    }

    @Test
    void another_systems_key_is_not_found_and_stays_good() {
        var made = ring.create(BOSS, "bot", "app");
        for (var asked : new String[] {made.id(), "no such"}) {
            assertThatThrownBy(() -> ring.revoke(BOSS, "hire", asked))
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        }
        assertThat(ring.system(made.key())).isEqualTo("bot");
        assertThat(ring.of("hire")).isEmpty();
    }

    @Test
    void a_key_needs_a_label() {
        assertThatThrownBy(() -> ring.create(BOSS, "bot", " ")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ring.create(BOSS, "bot", "x".repeat(201))).isInstanceOf(Refusal.class);
        assertThat(ring.of("bot")).isEmpty();
        assertThat(column("act", "name")).isEmpty();
    }
}
