package zhiheng.server.ground.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Finds a script inside the jar that brings it, whatever its version is: the build names the version, nothing else does. */
final class WebJar {
    private WebJar() {}

    /** The file's resource path, of a jar that Maven made. */
    static String file(String group, String artifact, String file) {
        var about = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        var read = new Properties();
        try (var in = Objects.requireNonNull(WebJar.class.getResourceAsStream(about), about)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/" + artifact + "/" + read.getProperty("version") + "/" + file;
    }
}
