package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rules of the shape that packs have, each as CEL and as Drools, and systems to run them on. */
final class SampleRules {
    static final LocalDate DAY = LocalDate.parse("2026-01-01");
    static final int FLAGS = 8;
    static final int PURPOSES = 40;
    static final int ROLES = 5;

    /** The same condition in two languages. */
    record Rule(String cel, String drools) {}

    private SampleRules() {}

    static List<Rule> make(int count, Random random) {
        var result = new ArrayList<Rule>();
        for (int i = 0; i < count; i++) {
            int purpose = random.nextInt(PURPOSES);
            int other = random.nextInt(PURPOSES);
            int role = random.nextInt(ROLES);
            int flag = random.nextInt(FLAGS);
            result.add(
                    switch (i % 4) {
                        case 0 ->
                            new Rule(
                                    "in_scope && 'p" + purpose + "' in purposes",
                                    "inScope == true, purposes contains \"p" + purpose + "\"");
                        case 1 ->
                            new Rule(
                                    "in_scope && role == 'r" + role + "' && flag" + flag,
                                    "inScope == true, role == \"r" + role + "\", flag" + flag + " == true");
                        case 2 ->
                            new Rule(
                                    "in_scope && role == 'r" + role + "' && ('p" + purpose + "' in purposes || 'p"
                                            + other + "' in purposes) && !flag" + flag,
                                    "inScope == true, role == \"r" + role + "\", (purposes contains \"p" + purpose
                                            + "\" || purposes contains \"p" + other + "\"), flag" + flag + " == false");
                        default ->
                            new Rule(
                                    "in_scope && flag" + flag + " && users >= " + (i * 1000) + ".0",
                                    "inScope == true, flag" + flag + " == true, users >= " + (i * 1000) + ".0");
                    });
        }
        return result;
    }

    static List<Map<String, Object>> systems(int count, Random random) {
        var result = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            var facts = new HashMap<String, Object>();
            facts.put("in_scope", random.nextInt(10) > 0);
            facts.put("role", "r" + random.nextInt(ROLES));
            facts.put("users", (double) random.nextInt(100_000));
            var purposes = new ArrayList<String>();
            for (int p = 0; p < PURPOSES; p++) {
                if (random.nextInt(20) == 0) {
                    purposes.add("p" + p);
                }
            }
            facts.put("purposes", purposes);
            for (int f = 0; f < FLAGS; f++) {
                facts.put("flag" + f, random.nextBoolean());
            }
            result.add(facts);
        }
        return result;
    }

    /** Writes the rules as a pack library. */
    static Path write(Path folder, List<Rule> rules) throws IOException {
        var pack = Files.createDirectories(folder.resolve("sample"));
        var text = "{zh: 样, en: sample}";
        Files.writeString(pack.resolve("pack.yaml"), """
                id: sample
                name: %1$s
                issuer: %1$s
                jurisdiction: XX
                version: "1"
                source: https://example.org/
                tiers: [{id: high, name: %1$s}]
                stages: [{id: all, name: %1$s}]
                confidence: {C: %1$s}
                """.formatted(text));
        var facts = new StringBuilder();
        facts.append("- {id: in_scope, type: bool, question: ").append(text).append("}\n");
        facts.append("- {id: users, type: number, question: ").append(text).append("}\n");
        for (int f = 0; f < FLAGS; f++) {
            facts.append("- {id: flag")
                    .append(f)
                    .append(", type: bool, question: ")
                    .append(text)
                    .append("}\n");
        }
        options(facts, "role", "choice", "r", ROLES, text);
        options(facts, "purposes", "choices", "p", PURPOSES, text);
        Files.writeString(pack.resolve("facts.yaml"), facts);
        var yaml = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            yaml.append("""
                    - id: sample-%d
                      stage: all
                      ref: Art%d
                      article: Article %d
                      text: %s
                      from: 2020-01-01
                      confidence: C
                      when: "%s"
                      tier: high
                    """.formatted(i, i, i, text, rules.get(i).cel()));
        }
        Files.writeString(pack.resolve("rules.yaml"), yaml);
        return folder;
    }

    private static void options(StringBuilder facts, String id, String type, String prefix, int count, String text) {
        facts.append("- id: ")
                .append(id)
                .append("\n  type: ")
                .append(type)
                .append("\n  question: ")
                .append(text);
        facts.append("\n  options:\n");
        for (int i = 0; i < count; i++) {
            facts.append("    - {id: ")
                    .append(prefix)
                    .append(i)
                    .append(", label: ")
                    .append(text)
                    .append("}\n");
        }
    }
}
