package zhiheng.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a script with the official {@code openai} npm client against a gateway. */
public final class NpmClient {
    private NpmClient() {}

    /** @param scripts where the script and its packages lie; @return what it printed */
    public static JsonNode run(Path scripts, String script, Path folder, String address, String key) throws Exception {
        var errors = folder.resolve("errors");
        var process = new ProcessBuilder("node", script, address, key)
                .directory(scripts.toFile())
                .redirectError(errors.toFile())
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors)).isEmpty();
        return new JsonMapper().readTree(output);
    }
}
