package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the vectors that certificate-transparency's own tests use, and against RFC 6962's definitions taken literally. */
class MerkleTest {
    /** The eight leaves of the reference tree of certificate-transparency (merkletree tests). */
    private static final List<byte[]> REFERENCE_LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();

    private static final List<String> REFERENCE_ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** MTH(D[n]) of RFC 6962 section 2.1, copied from the page. */
    private static byte[] naiveRoot(List<byte[]> leafHashes) {
        var hasher = new Hasher();
        int n = leafHashes.size();
        if (n == 0) {
            return hasher.empty();
        }
        if (n == 1) {
            return leafHashes.getFirst();
        }
        int k = split(n);
        return hasher.node(naiveRoot(leafHashes.subList(0, k)), naiveRoot(leafHashes.subList(k, n)));
    }

    /** PATH(m, D[n]) of section 2.1.1. */
    private static List<byte[]> naivePath(int m, List<byte[]> leafHashes) {
        int n = leafHashes.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        var left = leafHashes.subList(0, k);
        var right = leafHashes.subList(k, n);
        var path = new ArrayList<>(m < k ? naivePath(m, left) : naivePath(m - k, right));
        path.add(naiveRoot(m < k ? right : left));
        return path;
    }

    /** SUBPROOF(m, D[n], b) of section 2.1.2. */
    private static List<byte[]> naiveSubproof(int m, List<byte[]> leafHashes, boolean whole) {
        int n = leafHashes.size();
        if (m == n) {
            return whole ? List.of() : List.of(naiveRoot(leafHashes));
        }
        int k = split(n);
        var left = leafHashes.subList(0, k);
        var right = leafHashes.subList(k, n);
        var proof = new ArrayList<>(m <= k ? naiveSubproof(m, left, whole) : naiveSubproof(m - k, right, false));
        proof.add(naiveRoot(m <= k ? right : left));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static TileStore store(Path dir, List<byte[]> leaves) {
        var store = new TileStore(dir);
        for (byte[] leaf : leaves) {
            store.add(leaf, new Hasher().leaf(leaf));
        }
        store.publish();
        return store;
    }

    @Test
    void the_empty_tree_has_the_hash_of_nothing() {
        assertThat(hex(new Merkle((level, index) -> new byte[0]).root(0)))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void the_reference_tree_has_the_known_root_at_every_size(@TempDir Path dir) {
        var merkle = new Merkle(store(dir, REFERENCE_LEAVES));
        for (int size = 1; size <= 8; size++) {
            assertThat(hex(merkle.root(size))).isEqualTo(REFERENCE_ROOTS.get(size - 1));
        }
    }

    @Test
    void roots_and_inclusion_proofs_are_those_of_the_definition_for_every_size_to300(@TempDir Path dir) {
        var hashes = new ArrayList<byte[]>();
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < 300; i++) {
            leaves.add(("leaf " + i).getBytes());
            hashes.add(Proofs.leafHash(leaves.get(i)));
        }
        var merkle = new Merkle(store(dir, leaves));
        for (int size = 0; size <= 300; size++) {
            var tree = hashes.subList(0, size);
            byte[] root = naiveRoot(tree);
            assertThat(merkle.root(size)).isEqualTo(root);
            // every leaf of the smaller trees and of those beside a tile's end; elsewhere a third of them
            for (int i = size % 3; i < size; i += size < 70 || size >= 254 && size < 260 ? 1 : 3) {
                var proof = merkle.inclusion(i, size);
                assertThat(proof)
                        .usingElementComparator(java.util.Arrays::compare)
                        .isEqualTo(naivePath(i, tree));
                assertThat(Proofs.verifyInclusion(hashes.get(i), i, size, root, proof))
                        .isTrue();
            }
        }
    }

    @Test
    void consistency_proofs_are_those_of_the_definition_for_every_size_to300(@TempDir Path dir) {
        var hashes = new ArrayList<byte[]>();
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < 300; i++) {
            leaves.add(("leaf " + i).getBytes());
            hashes.add(Proofs.leafHash(leaves.get(i)));
        }
        var merkle = new Merkle(store(dir, leaves));
        for (int to = 0; to <= 300; to++) {
            byte[] toRoot = naiveRoot(hashes.subList(0, to));
            for (int from = to < 40 ? 0 : to % 7; from <= to; from += to < 40 ? 1 : 7) {
                byte[] fromRoot = naiveRoot(hashes.subList(0, from));
                var proof = merkle.consistency(from, to);
                if (from > 0) {
                    assertThat(proof)
                            .usingElementComparator(java.util.Arrays::compare)
                            .isEqualTo(naiveSubproof(from, hashes.subList(0, to), true));
                }
                assertThat(Proofs.verifyConsistency(from, fromRoot, to, toRoot, proof))
                        .isTrue();
            }
        }
    }

    @Test
    void a_proof_for_another_leaf_position_size_root_or_path_is_refused(@TempDir Path dir) {
        var merkle = new Merkle(store(dir, REFERENCE_LEAVES));
        byte[] root = merkle.root(8);
        byte[] leaf = Proofs.leafHash(REFERENCE_LEAVES.get(5));
        var proof = merkle.inclusion(5, 8);
        assertThat(Proofs.verifyInclusion(leaf, 5, 8, root, proof)).isTrue();
        assertThat(Proofs.verifyInclusion(Proofs.leafHash(REFERENCE_LEAVES.get(4)), 5, 8, root, proof))
                .isFalse();
        assertThat(Proofs.verifyInclusion(leaf, 4, 8, root, proof)).isFalse();
        assertThat(Proofs.verifyInclusion(leaf, 5, 5, root, proof)).isFalse();
        assertThat(Proofs.verifyInclusion(leaf, -1, 8, root, proof)).isFalse();
        assertThat(Proofs.verifyInclusion(leaf, 5, 8, merkle.root(7), proof)).isFalse();
        for (UnaryOperator<List<byte[]>> change : List.<UnaryOperator<List<byte[]>>>of(
                p -> p.subList(1, 3),
                p -> p.subList(0, 2),
                List::reversed,
                p -> Stream.concat(p.stream(), Stream.of(root)).toList())) {
            assertThat(Proofs.verifyInclusion(leaf, 5, 8, root, change.apply(proof)))
                    .isFalse();
        }
    }

    @Test
    void a_consistency_proof_between_other_trees_is_refused(@TempDir Path dir) {
        var merkle = new Merkle(store(dir, REFERENCE_LEAVES));
        var proof = merkle.consistency(3, 8);
        assertThat(Proofs.verifyConsistency(3, merkle.root(3), 8, merkle.root(8), proof))
                .isTrue();
        assertThat(Proofs.verifyConsistency(3, merkle.root(4), 8, merkle.root(8), proof))
                .isFalse();
        assertThat(Proofs.verifyConsistency(3, merkle.root(3), 8, merkle.root(7), proof))
                .isFalse();
        assertThat(Proofs.verifyConsistency(4, merkle.root(3), 8, merkle.root(8), proof))
                .isFalse();
        assertThat(Proofs.verifyConsistency(8, merkle.root(8), 3, merkle.root(3), proof))
                .isFalse();
        assertThat(Proofs.verifyConsistency(3, merkle.root(3), 8, merkle.root(8), List.of()))
                .isFalse();
        assertThat(Proofs.verifyConsistency(8, merkle.root(8), 8, merkle.root(8), proof))
                .isFalse();
    }

    @Test
    void a_tiles_name_follows_the_specification() {
        assertThat(new Tile(0, 0).path(256)).isEqualTo("tile/0/000");
        assertThat(new Tile(0, 1_234_067).path(256)).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(1, 999).path(3)).isEqualTo("tile/1/999.p/3");
        assertThat(new Tile(Tile.BUNDLES, 1000).path(255)).isEqualTo("tile/entries/x001/000.p/255");
    }
}
