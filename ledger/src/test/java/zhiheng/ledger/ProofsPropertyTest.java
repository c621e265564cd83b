package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Proofs over logs of any size: each that is right is believed, each with anything changed is not. */
class ProofsPropertyTest {
    /** A log whose leaf number i is the number i; its subtrees are worked out when they are asked for. */
    private static final class Numbers implements Merkle.Nodes {
        private final Hasher hasher = new Hasher();
        private final Map<List<Long>, byte[]> known = new HashMap<>();

        static byte[] leaf(long index) {
            return Proofs.leafHash(ByteBuffer.allocate(8).putLong(index).array());
        }

        @Override
        public byte[] node(int level, long index) {
            if (level == 0) {
                return leaf(index);
            }
            var key = List.of((long) level, index);
            var hash = known.get(key);
            if (hash == null) {
                hash = hasher.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
                known.put(key, hash);
            }
            return hash;
        }
    }

    private static final Numbers NUMBERS = new Numbers();
    private static final Merkle LOG = new Merkle(NUMBERS);

    @Property(tries = 300)
    void the_place_of_any_leaf_is_proven_by_no_more_hashes_than_the_tree_is_high(
            @ForAll @IntRange(min = 1, max = 20_000) int size, @ForAll @LongRange(min = 0) long any) {
        long index = any % size;
        var proof = LOG.inclusion(index, size);
        assertThat(Proofs.verifyInclusion(Numbers.leaf(index), index, size, LOG.root(size), proof))
                .isTrue();
        assertThat(proof).hasSizeLessThanOrEqualTo(64 - Long.numberOfLeadingZeros(size - 1L));
    }

    @Property(tries = 300)
    void a_proof_with_one_bit_turned_one_hash_more_or_one_less_is_not_believed(
            @ForAll @IntRange(min = 2, max = 20_000) int size, @ForAll long seed) {
        var random = new Random(seed);
        long index = random.nextInt(size);
        var leaf = Numbers.leaf(index);
        var root = LOG.root(size);
        var proof = LOG.inclusion(index, size);

        var bent = copy(proof);
        bent.get(random.nextInt(bent.size()))[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        var shorter = proof.subList(0, proof.size() - 1);
        var longer = copy(proof);
        longer.add(random.nextInt(longer.size() + 1), new byte[32]);

        for (var wrong : List.of(bent, shorter, longer)) {
            assertThat(Proofs.verifyInclusion(leaf, index, size, root, wrong)).isFalse();
        }
    }

    @Property(tries = 300)
    void a_leaf_is_proven_at_its_own_place_only(@ForAll @IntRange(min = 2, max = 20_000) int size, @ForAll long seed) {
        var random = new Random(seed);
        long index = random.nextInt(size);
        long other = (index + 1 + random.nextInt(size - 1)) % size;
        var proof = LOG.inclusion(index, size);
        assertThat(Proofs.verifyInclusion(Numbers.leaf(index), other, size, LOG.root(size), proof))
                .isFalse();
        assertThat(Proofs.verifyInclusion(Numbers.leaf(other), index, size, LOG.root(size), proof))
                .isFalse();
        assertThat(Proofs.verifyInclusion(Numbers.leaf(index), -1, size, LOG.root(size), proof))
                .isFalse();
        assertThat(Proofs.verifyInclusion(Numbers.leaf(index), size, size, LOG.root(size), proof))
                .isFalse();
    }

    @Property(tries = 300)
    void a_log_that_grew_is_proven_to_hold_what_it_held(
            @ForAll @IntRange(max = 20_000) int one, @ForAll @IntRange(max = 20_000) int other) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        assertThat(Proofs.verifyConsistency(from, LOG.root(from), to, LOG.root(to), LOG.consistency(from, to)))
                .isTrue();
    }

    @Property(tries = 300)
    void a_log_that_was_rewritten_is_not_taken_for_one_that_grew(
            @ForAll @IntRange(min = 1, max = 10_000) int from,
            @ForAll @IntRange(min = 1, max = 10_000) int more,
            @ForAll long seed) {
        var random = new Random(seed);
        int to = from + more;
        var proof = LOG.consistency(from, to);
        long changed = random.nextInt(from);
        var rewritten = new Merkle((level, index) -> {
            if (changed >> level != index) {
                return NUMBERS.node(level, index);
            }
            return level == 0 ? Numbers.leaf(-1) : new Hasher().leaf(NUMBERS.node(level, index));
        });
        assertThat(Proofs.verifyConsistency(
                        from, LOG.root(from), to, rewritten.root(to), rewritten.consistency(from, to)))
                .isFalse();
        if (!proof.isEmpty()) {
            var bent = copy(proof);
            bent.get(random.nextInt(bent.size()))[random.nextInt(32)] ^= 1;
            assertThat(Proofs.verifyConsistency(from, LOG.root(from), to, LOG.root(to), bent))
                    .isFalse();
            assertThat(Proofs.verifyConsistency(
                            from, LOG.root(from), to, LOG.root(to), proof.subList(0, proof.size() - 1)))
                    .isFalse();
        }
        assertThat(Proofs.verifyConsistency(to, LOG.root(to), from, LOG.root(from), proof))
                .isFalse();
    }

    private static List<byte[]> copy(List<byte[]> hashes) {
        var copy = new ArrayList<byte[]>();
        hashes.forEach(hash -> copy.add(hash.clone()));
        return copy;
    }
}
