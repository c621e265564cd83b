package zhiheng.server.rooms.amendments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library of two packs in a folder, and what amends both at once. */
public final class TwoLaws {
    private TwoLaws() {}

    public static Path in(Path folder) throws IOException {
        var library = folder.resolve("library");
        var from = Path.of("src/test/resources/library");
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = library.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        var other = Files.createDirectories(library.resolve("otherlaw"));
        Files.writeString(
                other.resolve("pack.yaml"),
                Files.readString(library.resolve("testlaw/pack.yaml"))
                        .replace("id: testlaw", "id: otherlaw")
                        .replace("Test law", "Other law"));
        Files.writeString(other.resolve("rules.yaml"), rule("O-OLD"));
        return library;
    }

    private static String rule(String duty) {
        return rule(duty, "2020-01-01");
    }

    private static String rule(String duty, String from) {
        return """
                - id: o-%s
                  stage: all
                  ref: Art1
                  article: Article 1
                  text: {zh: 条文, en: Text}
                  from: %s
                  confidence: A
                  when: infers
                  duty:
                    id: %s
                    kind: obligation
                    nature: dated
                    who: provider
                    title: {zh: 义务%s, en: Duty %s}
                    timing: {zh: 之前, en: Before}
                    due: 2028-01-01
                    evidence: {zh: 证据, en: Evidence}
                    penalty: {zh: 罚款, en: Fine}
                    waivable: true
                """.formatted(duty.toLowerCase(java.util.Locale.ROOT), from, duty, duty, duty);
    }

    /** The other law gets a duty that binds from 2 December 2026. */
    static void later(Path library) throws IOException {
        var rules = library.resolve("otherlaw/rules.yaml");
        Files.writeString(rules, Files.readString(rules) + rule("O-LATER", "2026-12-02"));
    }

    /** In one law T-SOFT falls due on another day; in the other O-NEW stands for O-OLD. */
    static void amend(Path library) throws IOException {
        var rules = library.resolve("testlaw/rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("due: 2028-01-01", "due: 2027-06-30"));
        Files.writeString(library.resolve("otherlaw/rules.yaml"), rule("O-NEW"));
    }
}
