package zhiheng.server.rooms.gateway;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Refusal;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.LinkRules;
import zhiheng.gateway.inspect.TermList;
import zhiheng.watch.risk.ManipulationTerms;

/**
 * What the operator gives the inspectors, as files: {@code NAME.txt}, a term a line, is the list that permits name {@code
 * terms:NAME}; {@code canaries.txt} holds planted words; empty lines and lines that begin with # are passed over. {@link
 * SlowInspectorFile} says what takes its time.
 */
final class InspectorFiles {
    private static final String CANARIES = "canaries";
    /** A list that is there without a file: wording that sways people, strong enough to stand alone. A file of this name replaces it. */
    private static final String MANIPULATION = "manipulation";

    private static final TermList SHIPPED =
            TermList.of(ManipulationTerms.standard().terms(ManipulationTerms.FLAG));

    private InspectorFiles() {}

    /** @throws Refusal naming the file that cannot be used */
    static InspectorSettings load(Path folder, SlowInspectorFile slow) {
        if (!Files.isDirectory(folder)) {
            return new InspectorSettings(Map.of(MANIPULATION, SHIPPED), Set.of(), LinkRules.NONE, Map.of());
        }
        var lists = new HashMap<String, TermList>();
        lists.put(MANIPULATION, SHIPPED);
        Set<String> canaries = Set.of();
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                var name = file.getFileName().toString().replaceAll("\\.txt$", "");
                var terms = terms(file);
                if (name.equals(CANARIES)) {
                    canaries = terms;
                } else {
                    lists.put(name, TermList.of(terms));
                }
            }
            return new InspectorSettings(lists, canaries, LinkRules.NONE, slow.read());
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.unavailable(
                    "检查器的文件无法使用（" + folder + "）：" + e.getMessage(),
                    "The inspectors' files in " + folder + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static Set<String> terms(Path file) throws IOException {
        var terms = new LinkedHashSet<String>();
        try (var lines = Files.newBufferedReader(file)) {
            String line;
            while ((line = lines.readLine()) != null) {
                var term = line.strip().replace("\uFEFF", "");
                if (!term.isEmpty() && !term.startsWith("#")) {
                    terms.add(term);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file.getFileName() + ": 不是 UTF-8 / not UTF-8", e);
        }
        return terms;
    }
}
