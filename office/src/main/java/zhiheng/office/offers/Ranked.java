package zhiheng.office.offers;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import zhiheng.base.Refusal;

/**
 * Places where both sides rank: a stable matching, in which no need and no offer would both rather have each other than what they
 * got. Of all stable ones it is the best for every need (D. Gale and L. Shapley, "College admissions and the stability of marriage",
 * American Mathematical Monthly 69, 1962).
 */
public final class Ranked {
    private Ranked() {}

    /**
     * @param wishes for each need, the offers it would take, the dearest first
     * @param preferences for each offer, the needs it would take, the dearest first
     * @param capacity places of each offer
     * @return for each need its offer, or {@link Assignment#NONE}
     */
    public static int[] match(List<int[]> wishes, List<int[]> preferences, int... capacity) {
        var rank = new int[preferences.size()][];
        for (int offer = 0; offer < rank.length; offer++) {
            rank[offer] = ranks(preferences.get(offer), wishes.size());
        }
        var held = new PriorityQueue[rank.length];
        var result = new int[wishes.size()];
        var asked = new int[wishes.size()];
        var free = new ArrayDeque<Integer>();
        for (int need = 0; need < result.length; need++) {
            ranks(wishes.get(need), rank.length); // refuses what is twice or unknown
            result[need] = Assignment.NONE;
            free.add(need);
        }
        while (!free.isEmpty()) {
            int need = free.poll();
            if (asked[need] == wishes.get(need).length) {
                continue;
            }
            int offer = wishes.get(need)[asked[need]++];
            int[] order = rank[offer];
            if (order[need] < 0) {
                free.add(need);
                continue;
            }
            @SuppressWarnings("unchecked")
            PriorityQueue<Integer> holders = held[offer] == null
                    ? new PriorityQueue<>(
                            Comparator.comparingInt((Integer n) -> order[n]).reversed())
                    : held[offer];
            held[offer] = holders;
            holders.add(need);
            result[need] = offer;
            if (holders.size() > capacity[offer]) {
                int leaves = holders.poll();
                result[leaves] = Assignment.NONE;
                free.add(leaves);
            }
        }
        return result;
    }

    /** The place of each of {@code n} in the list, -1 for who is not in it. */
    private static int[] ranks(int[] list, int n) {
        var rank = new int[n];
        Arrays.fill(rank, -1);
        for (int at = 0; at < list.length; at++) {
            if (list[at] < 0 || list[at] >= n || rank[list[at]] >= 0) {
                throw Refusal.invalid(
                        "排序中有重复或不存在的编号：" + list[at], "A ranking names " + list[at] + " twice, or it does not exist");
            }
            rank[list[at]] = at;
        }
        return rank;
    }
}
