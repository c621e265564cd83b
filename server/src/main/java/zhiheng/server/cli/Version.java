package zhiheng.server.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it; its one place is {@code revision} in the root {@code pom.xml}. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"zhiheng " + number()};
    }

    static String number() throws IOException {
        var read = new Properties();
        try (var in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            read.load(in);
        }
        return read.getProperty("version");
    }
}
