package zhiheng.gateway.inspect;

import java.util.Arrays;
import zhiheng.base.BadValue;

/**
 * An Aho-Corasick automaton over characters. Its edges are in one open hash table, a {@code long} each: 24 bits of the state it leaves,
 * 16 of the character, 24 of the state it reaches; looking one up is one read of memory in most cases. Most characters of a text begin
 * no term; those are told by a table of their own, small enough to stay in the cache.
 *
 * <p>Aho, Corasick, Efficient string matching: an aid to bibliographic search, CACM 18(6), 1975.
 */
final class Automaton {
    private static final int MOST_STATES = (1 << 24) - 1;

    private long[] edges = new long[1 << 10];
    private int mask = edges.length - 1;
    private int states = 1;
    private final int[] root = new int[1 << 16];
    private int[] fail = new int[256];
    /** The characters that lead on, by their last six bits: most that do not are told apart without a look into the table. */
    private long[] onward = new long[256];

    private int[] own = new int[256];
    private int[] shorter = new int[256];
    /** The state of the longest word that ends here, 0 when none does. */
    private final int[] ending;

    private int[] depth = new int[256];

    /** @param words not empty, each different; a word is known by its place */
    Automaton(String[] words) {
        var parents = new int[256];
        var letters = new char[256];
        Arrays.fill(own, -1);
        for (int id = 0; id < words.length; id++) {
            int state = 0;
            for (int i = 0; i < words[id].length(); i++) {
                char c = words[id].charAt(i);
                int next = state == 0 ? root[c] : edge(state, c);
                if (next == 0) {
                    next = states++;
                    if (next > MOST_STATES) {
                        throw new BadValue(
                                "",
                                "词表过大：不同的开头超过 " + MOST_STATES + " 个，请拆分",
                                "the term list is too large: more than " + MOST_STATES
                                        + " different beginnings; split it");
                    }
                    if (next == own.length) {
                        int twice = 2 * next;
                        fail = Arrays.copyOf(fail, twice);
                        own = Arrays.copyOf(own, twice);
                        Arrays.fill(own, next, twice, -1);
                        onward = Arrays.copyOf(onward, twice);
                        shorter = Arrays.copyOf(shorter, twice);
                        depth = Arrays.copyOf(depth, twice);
                        parents = Arrays.copyOf(parents, twice);
                        letters = Arrays.copyOf(letters, twice);
                    }
                    parents[next] = state;
                    letters[next] = c;
                    depth[next] = i + 1;
                    link(state, c, next);
                }
                state = next;
            }
            own[state] = id;
        }
        for (int state : byDepth()) {
            if (parents[state] != 0) {
                fail[state] = step(fail[parents[state]], letters[state]);
            }
            shorter[state] = own[fail[state]] >= 0 ? fail[state] : shorter[fail[state]];
        }
        ending = new int[states];
        for (int state = 1; state < states; state++) {
            ending[state] = own[state] >= 0 ? state : shorter[state];
        }
    }

    private int[] byDepth() {
        int deepest = Arrays.stream(depth, 0, states).max().orElse(0);
        var starts = new int[deepest + 2];
        for (int state = 1; state < states; state++) {
            starts[depth[state] + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        var order = new int[states - 1];
        for (int state = 1; state < states; state++) {
            order[starts[depth[state]]++] = state;
        }
        return order;
    }

    private void link(int state, char c, int next) {
        onward[state] |= 1L << c;
        if (state == 0) {
            root[c] = next;
            return;
        }
        if (2 * states > edges.length) {
            var old = edges;
            edges = new long[2 * old.length];
            mask = edges.length - 1;
            for (long edge : old) {
                if (edge != 0) {
                    put(edge);
                }
            }
        }
        put((long) state << 40 | (long) c << 24 | next);
    }

    private void put(long edge) {
        int slot = slot(edge >>> 24);
        while (edges[slot] != 0) {
            slot = slot + 1 & mask;
        }
        edges[slot] = edge;
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }

    private int edge(int state, char c) {
        if ((onward[state] >>> c & 1) == 0) {
            return 0;
        }
        long key = (long) state << 16 | c;
        for (int slot = slot(key); ; slot = slot + 1 & mask) {
            long edge = edges[slot];
            if (edge >>> 24 == key) {
                return (int) (edge & 0xFFFFFF);
            }
            if (edge == 0) {
                return 0;
            }
        }
    }

    /** The state after a character; 0 is the beginning. */
    int step(int state, char c) {
        for (int at = state; at != 0; at = fail[at]) {
            int next = edge(at, c);
            if (next != 0) {
                return next;
            }
        }
        return root[c];
    }

    /** How many of the last characters are the beginning of a word. */
    int depth(int state) {
        return depth[state];
    }

    /** The state of the longest word that ends here, this one or a shorter one, 0 when none does. */
    int ending(int state) {
        return ending[state];
    }

    /** The word that ends here, -1 when none does. */
    int word(int state) {
        return own[state];
    }

    /** The state of the next shorter word that ends here too, 0 when there is none. */
    int shorter(int state) {
        return shorter[state];
    }

    int states() {
        return states;
    }

    /** What it takes in memory, about. */
    long bytes() {
        return 8L * edges.length + 4L * root.length + 24L * fail.length + 4L * ending.length;
    }
}
