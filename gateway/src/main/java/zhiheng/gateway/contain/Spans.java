package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds runs of letters that another text shares with the texts known here. Each known text is cut into blocks of half the wanted length;
 * a shared run of that length holds a whole block, wherever it begins, so that only whole blocks are kept and looked up.
 */
final class Spans {
    /** Of all known texts together, squashed; later ones are left out and said to be so. */
    private static final int MOST = 4_000_000;

    private final int length;
    private final int block;
    private final List<String> texts = new ArrayList<>();
    /** Where a block stands: which text, which place; by its hash. */
    private final Map<Integer, List<long[]>> blocks = new HashMap<>();

    private int size;
    private boolean full;

    Spans(int length) {
        this.length = length;
        block = (length + 1) / 2;
    }

    /** Takes a text in, and what it says without disguise. */
    void add(String text) {
        for (var variant : Variants.decoded(text)) {
            var known = Squashed.of(variant);
            if (size + known.length() > MOST) {
                full = true;
                return;
            }
            size += known.length();
            texts.add(known);
            for (int at = 0; at + block <= known.length(); at += block) {
                blocks.computeIfAbsent(hash(known, at), h -> new ArrayList<>(1)).add(new long[] {texts.size() - 1, at});
            }
        }
    }

    /** Whether texts were left out, so that nothing can be said about them. */
    boolean isFull() {
        return full;
    }

    /** Whether one of the texts says these words, or nearly these. */
    boolean say(Copy words) {
        return texts.stream().anyMatch(words::standsIn);
    }

    /** Whether {@code text}, undisguised, has a run in common that {@code trusted}, squashed, does not have. */
    boolean share(String text, String trusted) {
        for (var variant : Variants.all(text)) {
            if (shares(Squashed.of(variant), trusted)) {
                return true;
            }
        }
        return false;
    }

    private boolean shares(String asked, String trusted) {
        for (int at = 0; at + block <= asked.length(); at++) {
            for (var place : blocks.getOrDefault(hash(asked, at), List.of())) {
                var known = texts.get((int) place[0]);
                int there = (int) place[1];
                if (!known.startsWith(asked.substring(at, at + block), there)) {
                    continue;
                }
                int before = 0;
                while (before < at
                        && before < there
                        && asked.charAt(at - before - 1) == known.charAt(there - before - 1)) {
                    before++;
                }
                int after = block;
                while (at + after < asked.length()
                        && there + after < known.length()
                        && asked.charAt(at + after) == known.charAt(there + after)) {
                    after++;
                }
                if (before + after >= length && !trusted.contains(asked.substring(at - before, at + after))) {
                    return true;
                }
            }
        }
        return false;
    }

    private int hash(String text, int at) {
        int hash = 0;
        for (int i = 0; i < block; i++) {
            hash = 31 * hash + text.charAt(at + i);
        }
        return hash;
    }
}
