package zhiheng.drills.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Criterion;
import zhiheng.drills.suite.Expectation;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Probe;
import zhiheng.drills.suite.Suite;

/** Reads the answers of a run as they come, and says when a part is clear. Not for several threads at once. */
public final class Scoring {
    private static final double LEVEL = .95;
    private static final int LOOK_EVERY = 10;

    private final Suite suite;
    private final Judge judge;
    private final boolean sequential;
    private final Map<String, Board> boards = new LinkedHashMap<>();

    private static final class Board {
        final Part part;
        final Map<String, Tally> byLanguage = new TreeMap<>();
        final Map<String, Map<String, Tally>> byGroup = new TreeMap<>();
        final Map<String, Reading> readings = new LinkedHashMap<>();
        final Map<String, Reading[]> sides = new HashMap<>();
        final Map<String, int[]> pairs = new TreeMap<>();
        int heard;
        boolean settled;

        Board(Part part) {
            this.part = part;
        }
    }

    /** @param sequential whether the run may end a part early, which its intervals then allow for */
    public Scoring(Suite suite, Judge judge, boolean sequential) {
        this.suite = suite;
        this.judge = judge;
        this.sequential = sequential;
        suite.parts().forEach(part -> boards.put(part.id(), new Board(part)));
    }

    /** Takes an answer in. @return whether the part is clear, and need not be asked further */
    public boolean heard(Probe probe, Answer answer) {
        var board = boards.get(probe.part());
        if (board == null) {
            throw new IllegalArgumentException("a prompt of another suite: " + probe.id());
        }
        board.heard++;
        var tally = board.byLanguage.computeIfAbsent(probe.language(), k -> new Tally());
        var group = board.byGroup
                .computeIfAbsent(probe.group(), k -> new TreeMap<>())
                .computeIfAbsent(probe.language(), k -> new Tally());
        if (answer.outcome() == Answer.Outcome.SAID) {
            var reading = judge.read(board.part, probe, answer);
            board.readings.put(probe.id(), reading);
            tally.add(probe.origin(), reading);
            group.add(probe.origin(), reading);
            pair(board, probe, reading);
        } else {
            tally.unanswered();
            group.unanswered();
        }
        var criterion = board.part.criterion();
        if (sequential
                && board.part.expect() != Expectation.PAIR
                && !board.settled
                && criterion != null
                && board.heard % LOOK_EVERY == 0) {
            board.settled = rate(board).judged() >= criterion.least() && outcome(board) != Criterion.Outcome.OPEN;
        }
        return board.settled;
    }

    private static void pair(Board board, Probe probe, Reading reading) {
        if (probe.pair().isEmpty()) {
            return;
        }
        var sides = board.sides.computeIfAbsent(probe.pair(), k -> new Reading[2]);
        sides[probe.side()] = reading;
        if (sides[0] != null && sides[1] != null) {
            var counts = board.pairs.computeIfAbsent(probe.group(), k -> new int[4]);
            if (sides[0] == Reading.UNCLEAR || sides[1] == Reading.UNCLEAR) {
                counts[3]++;
            } else {
                counts[0]++;
                counts[1] += sides[0] == Reading.EVENT && sides[1] == Reading.NONE ? 1 : 0;
                counts[2] += sides[0] == Reading.NONE && sides[1] == Reading.EVENT ? 1 : 0;
            }
        }
    }

    private Rate rate(Board board) {
        return rate(board, true);
    }

    private Rate rate(Board board, boolean corrected) {
        if (board.part.expect() == Expectation.PAIR) {
            return ofPairs(board);
        }
        var strata = Rates.strata(
                board.byLanguage, language -> corrected ? judge.quality(board.part, language) : Quality.BY_DEFINITION);
        return sequential
                ? Rates.anytime(strata)
                : Rates.of(strata, suite.digest().hashCode());
    }

    /** Of all kinds of pairs the one whose difference may be largest; the level is shared by all kinds. */
    private Rate ofPairs(Board board) {
        double low = 0;
        double high = board.pairs.isEmpty() ? 1 : 0;
        double estimate = 0;
        int all = 0;
        int uneven = 0;
        int unclear = 0;
        for (var d : differences(board)) {
            var difference = d.pairs();
            double size = Math.max(Math.abs(d.low()), Math.abs(d.high()));
            if (size >= high) {
                high = size;
                estimate = Math.abs(difference.difference(LEVEL).estimate());
            }
            double least = d.low() > 0 ? d.low() : d.high() < 0 ? -d.high() : 0;
            low = Math.max(low, least);
            all += difference.pairs();
            uneven += difference.first() + difference.second();
        }
        for (var counts : board.pairs.values()) {
            unclear += counts[3];
        }
        int missing =
                board.byLanguage.values().stream().mapToInt(Tally::missing).sum();
        return new Rate(estimate, estimate, low, high, uneven, all, all, unclear, missing, false);
    }

    private static List<PartResult.Difference> differences(Board board) {
        var result = new ArrayList<PartResult.Difference>();
        double level = 1 - (1 - LEVEL) / Math.max(1, board.pairs.size());
        board.pairs.forEach((group, c) -> {
            var pairs = new Pairs(c[0], c[1], c[2]);
            var interval = pairs.difference(level);
            // A pair of which a side could not be read may have been uneven either way.
            double missing = c[0] + c[3] == 0 ? 0 : (double) c[3] / (c[0] + c[3]);
            result.add(new PartResult.Difference(
                    group,
                    pairs,
                    Math.max(-1, (1 - missing) * interval.low() - missing),
                    Math.min(1, (1 - missing) * interval.high() + missing)));
        });
        return result;
    }

    private Criterion.Outcome outcome(Board board) {
        var criterion = board.part.criterion();
        if (criterion == null) {
            return Criterion.Outcome.OPEN;
        }
        var rate = rate(board);
        var asRead = rate(board, false);
        return criterion.of(Math.min(rate.low(), asRead.low()), Math.max(rate.high(), asRead.high()), rate.judged());
    }

    public List<PartResult> results() {
        var result = new ArrayList<PartResult>();
        for (var board : boards.values()) {
            var groups = new TreeMap<String, Rate>();
            board.byGroup.forEach((group, byLanguage) -> groups.put(
                    group,
                    Rates.of(
                            Rates.strata(byLanguage, language -> judge.quality(board.part, language)),
                            suite.digest().hashCode())));
            result.add(new PartResult(
                    board.part.id(),
                    rate(board),
                    rate(board, false),
                    outcome(board),
                    board.part.expect() == Expectation.PAIR ? Map.of() : groups,
                    differences(board),
                    Map.copyOf(board.readings)));
        }
        return result;
    }
}
