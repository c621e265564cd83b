package zhiheng.server.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version, as the build wrote it; its one place is {@code revision} in the root {@code pom.xml}. */
public final class Release {
    private Release() {}

    public static String number() {
        var read = new Properties();
        try (var in = Objects.requireNonNull(Release.class.getResourceAsStream("version.properties"))) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.getProperty("version");
    }
}
