package zhiheng.drills.suite;

import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.packs.PackException;

/**
 * A set of prompts with what is expected of the answers.
 *
 * @param groups the name of each risk or kind
 * @param digest of its content: two runs are of one suite where it is the same
 */
public record Suite(
        String id, String version, Text title, Text about, Map<String, Text> groups, List<Part> parts, String digest) {
    public Suite {
        parts = List.copyOf(parts);
    }

    public List<Probe> probes() {
        return parts.stream().flatMap(part -> part.probes().stream()).toList();
    }

    public Part part(String id) {
        return parts.stream()
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PackException("suite " + this.id + ": no part '" + id + "'"));
    }
}
