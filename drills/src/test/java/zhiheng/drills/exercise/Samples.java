package zhiheng.drills.exercise;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.drills.exercise.Mark.Kind;

/** A small scenario, and time lines of it. */
final class Samples {
    static final Instant T0 = Instant.parse("2026-11-30T02:00:00Z");
    static final Scenarios SHIPPED = Scenarios.load(Path.of("../packs/scenarios"));

    static final String TEXT = """
            id: small
            version: "1"
            name: {zh: "小", en: "Small"}
            about: {zh: "小", en: "Small"}
            sector: other
            forms: [tabletop, live]
            kind: special
            reach: internal
            ends: PT1H
            systems:
              - {id: bot, name: {zh: "助手", en: "Bot"}}
            seats:
              - {id: control, part: controller, name: {zh: "导调", en: "Control"}}
              - {id: team, part: participant, name: {zh: "队", en: "Team"}}
            injects:
              - id: one
                at: PT1M
                lasts: PT10M
                to: bot
                attack: poisoning
                atlas: [AML.T0020]
                name: {zh: "一", en: "One"}
                situation: {zh: "一", en: "One"}
                traffic: {sort: answers, says: "x", calls: 10}
                expect:
                  family: leakage
                  detect: PT2M
                  acknowledge: PT2M
                  grade: yellow
                  contain: {within: PT4M, least: L3, most: L5}
                  recover: PT20M
                  by: team
              - id: two
                at: PT20M
                lasts: PT10M
                to: bot
                attack: deepfake
                atlas: [AML.T0088]
                name: {zh: "二", en: "Two"}
                situation: {zh: "二", en: "Two"}
                traffic: {sort: pictures, calls: 10}
                expect: {detect: PT2M, acknowledge: PT2M, by: team}
            reports:
              - {id: initial, name: {zh: "首报", en: "Initial"}, after: one, within: PT30M, by: team, ref: "§1"}
            """;

    static final Scenario SMALL = Scenarios.read("small.yaml", TEXT);

    private Samples() {}

    /** @param marks {@code KIND inject seconds [detail]} */
    static TimeLine line(Scenario.Form form, Map<String, Exposure> exposure, String... marks) {
        var list = new ArrayList<Mark>();
        for (var text : marks) {
            var m = text.split(" ");
            list.add(new Mark(
                    Kind.valueOf(m[0]),
                    m[1].equals("-") ? "" : m[1],
                    T0.plusSeconds(Long.parseLong(m[2])),
                    "",
                    "team",
                    m.length > 3 ? m[3] : ""));
        }
        return new TimeLine(form, T0, T0.plusSeconds(3_600), List.copyOf(list), exposure);
    }

    /** Everything in half its time, and right. */
    static TimeLine perfect() {
        return line(
                Scenario.Form.LIVE,
                Map.of("one", new Exposure(1_000, 10, 1_000, 50), "two", new Exposure(1_000, 0, 1_000, 0)),
                "INJECTED one 60",
                "ALERT one 120",
                "ACKNOWLEDGED one 180",
                "GRADED one 200 yellow",
                "CONTAINED one 240 L3",
                "RECOVERED one 660",
                "REPORTED one 700 initial",
                "INJECTED two 1200",
                "ALERT two 1260",
                "ACKNOWLEDGED two 1320");
    }
}
