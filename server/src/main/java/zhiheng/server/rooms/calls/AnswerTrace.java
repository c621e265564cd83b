package zhiheng.server.rooms.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import zhiheng.gateway.Interaction;
import zhiheng.labels.Labels;
import zhiheng.server.ground.http.SentFile;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * Leads from an answer back to its call: by its digest where it is whole, byte by byte as it was sent, or by the call's number, which
 * every label that the gateway writes carries.
 */
final class AnswerTrace {
    static final long MOST_BYTES = 200L << 20;
    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-fA-F]{64}\\b");
    private static final Pattern NUMBER =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\b");
    private static final int MOST = 50;

    private final Labels labels = new Labels();

    /** The calls of a system that a text leads to; it may be an answer, its digest, or anything that has the number in it. */
    List<Interaction> ofText(InteractionRows rows, String system, String text) {
        var digests = new LinkedHashSet<String>();
        var unix = text.replace("\r\n", "\n"); // forms send line ends their own way
        for (var form : List.of(unix, unix.strip(), unix.strip() + "\n", unix + "\n", unix.strip() + "\n\n", text)) {
            digests.add(HexFormat.of().formatHex(sha256().digest(form.getBytes(StandardCharsets.UTF_8))));
        }
        DIGEST.matcher(text)
                .results()
                .limit(MOST)
                .forEach(m -> digests.add(m.group().toLowerCase(java.util.Locale.ROOT)));
        return find(rows, system, digests, numbers(text));
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .limit(MOST)
                .map(m -> m.group())
                .distinct()
                .toList();
    }

    /** The calls of a system that a file leads to; it is moved away and deleted. */
    List<Interaction> ofFile(InteractionRows rows, String system, String name, Path uploaded) throws IOException {
        try (var file = SentFile.moved(name, uploaded)) {
            var sha = sha256();
            try (var in = Files.newInputStream(file.path())) {
                var buffer = new byte[1 << 16];
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    sha.update(buffer, 0, n);
                }
            }
            var numbers = new ArrayList<String>();
            for (var found : labels.read(file.path()).labels()) {
                numbers.addAll(numbers(found.label().json()));
            }
            return find(rows, system, List.of(HexFormat.of().formatHex(sha.digest())), numbers);
        }
    }

    private static List<Interaction> find(
            InteractionRows rows, String system, Iterable<String> digests, List<String> numbers) {
        var found = new LinkedHashMap<String, Interaction>();
        for (var number : numbers) {
            rows.byId(number).ifPresent(i -> found.put(i.id(), i));
        }
        for (var digest : digests) {
            rows.byAnswer(digest).forEach(i -> found.put(i.id(), i));
        }
        return found.values().stream().filter(i -> i.system().equals(system)).toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
