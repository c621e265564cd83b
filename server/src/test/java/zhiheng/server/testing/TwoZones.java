package zhiheng.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The small packs of the tests with a second law that counts by New York; the first counts by Shanghai. Duty W-FIRM
 * falls due with T-FIRM.
 */
public final class TwoZones {
    private static final Path SMALL = Path.of("src/test/resources/library");

    private TwoZones() {}

    /** The folder of the library, made under {@code into}. */
    public static Path library(Path into) {
        var folder = into.resolve("two-zones");
        try (var files = Files.walk(SMALL)) {
            for (var source : files.toList()) {
                var copy = folder.resolve(SMALL.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(source, copy);
                }
            }
            var calendars = folder.resolve("shared/calendars.yaml");
            Files.writeString(
                    calendars,
                    Files.readString(calendars) + "- {jurisdiction: WW, zone: America/New_York, years: []}\n");
            var west = Files.createDirectories(folder.resolve("westlaw"));
            var pack = Files.readString(folder.resolve("testlaw/pack.yaml"));
            Files.writeString(
                    west.resolve("pack.yaml"),
                    pack.replace("id: testlaw", "id: westlaw").replace("jurisdiction: XX", "jurisdiction: WW"));
            Files.writeString(west.resolve("facts.yaml"), "[]\n");
            Files.writeString(west.resolve("rules.yaml"), RULES);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the second one as guidance, which binds nobody: its first tier holds, its duty has the same day. */
    public static Path guidance(Path into) {
        var folder = library(into);
        try {
            var pack = folder.resolve("westlaw/pack.yaml");
            Files.writeString(
                    pack,
                    Files.readString(pack)
                            .replace("tiers:", "binding: false\ntiers:")
                            .replace("Test law", "Test guide"));
            var rules = folder.resolve("westlaw/rules.yaml");
            Files.writeString(
                    rules,
                    Files.readString(rules)
                            .replace("kind: obligation", "kind: guidance")
                            .replace("tier: low", "tier: high"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String RULES = """
            - id: w-low
              stage: all
              ref: Art1
              article: Article 1
              text: {zh: 条文, en: Text}
              from: 2026-05-20
              confidence: A
              when: infers
              tier: low

            - id: w-firm
              stage: all
              ref: Art3
              article: Article 3
              text: {zh: 条文, en: Text}
              from: 2020-01-01
              confidence: A
              when: infers
              unless: "'hiring' in uses"
              duty:
                id: W-FIRM
                kind: obligation
                nature: dated
                who: provider
                title: {zh: 义务W-FIRM, en: Duty W-FIRM}
                timing: {zh: 之前, en: Before}
                due: 2026-06-01
                evidence: {zh: 证据, en: Evidence}
                penalty: {zh: 罚款, en: Fine}
                waivable: true
            """;
}
