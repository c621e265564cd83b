package zhiheng.server.testing;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.Needed;
import zhiheng.office.acts.Json;

/** The npm package {@code smtp-server} on a port of its own: a mail server that is not ours. What it took is read by Mime4j, which wrote none of it. */
public final class MailServer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    public final int port;
    private final Process process;
    private final Path busy;
    private final List<Got> got = new CopyOnWriteArrayList<>();

    /** An e-mail that it took. */
    public record Got(List<String> to, boolean secure, String user, Message message) {
        public String subject() {
            return message.getSubject();
        }

        public String text() {
            var out = new ByteArrayOutputStream();
            try (var in = ((TextBody) message.getBody()).getInputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return out.toString(StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return message.getHeader().getFields(name).stream()
                    .map(field -> field.getBody().strip())
                    .collect(Collectors.joining("|"));
        }

        /** The address in its text that holds {@code part}. */
        public String link(String part) {
            return LINK.matcher(text())
                    .results()
                    .map(m -> m.group())
                    .filter(l -> l.contains(part))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no link with " + part + " in " + text()));
        }
    }

    /** One without protection that lets everybody in. */
    public MailServer(Path folder) throws IOException {
        this(folder, "none");
    }

    /** @param how none, starttls or tls, then certificate, key, user and password */
    public MailServer(Path folder, String... how) throws IOException {
        Needed.that(Files.exists(SCRIPTS.resolve("node_modules/smtp-server")), "smtp-server is not installed");
        busy = folder.resolve("busy");
        var command = new ArrayList<>(List.of("node", "mail-server.mjs"));
        command.addAll(List.of(how));
        var builder =
                new ProcessBuilder(command).directory(SCRIPTS.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("BUSY", busy.toAbsolutePath().toString());
        process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(Objects.requireNonNull(out.readLine(), "the mail server did not start"));
        Thread.ofVirtual().start(() -> read(out));
    }

    private void read(BufferedReader out) {
        try {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                got.add(read(line));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static Got read(String line) {
        var json = Json.readMap(line);
        try {
            var data = Base64.getDecoder().decode(String.valueOf(json.get("data")));
            return new Got(
                    ((List<?>) Objects.requireNonNull(json.get("to")))
                            .stream().map(String::valueOf).toList(),
                    Boolean.TRUE.equals(json.get("secure")),
                    String.valueOf(json.get("user")),
                    new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(data)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it puts off what is for busy@… . */
    public void busy(boolean is) throws IOException {
        if (is) {
            Files.writeString(busy, "");
        } else {
            Files.deleteIfExists(busy);
        }
    }

    /** What it took, once that is {@code count} e-mails. */
    public List<Got> got(int count) {
        Await.until(count + " e-mails, not " + got.size(), () -> got.size() >= count);
        return List.copyOf(got);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
